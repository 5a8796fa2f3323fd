package io.portreeve.cloud.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LogPatternTest {
    @Test
    void textIsFoundInAnyCaseAndIsNoExpression() {
        assertThat(LogPattern.text("FAILED.").matches("it failed. again")).isTrue();
        assertThat(LogPattern.text("failed.").matches("it failed again")).isFalse();
        assertThat(LogPattern.any().matches("")).isTrue();
    }

    @Test
    void expressionIsFoundInAnyCase() {
        assertThat(LogPattern.expression("status=5\\d\\d").matches("GET / STATUS=503"))
                .isTrue();
        assertThat(LogPattern.expression("^GET").matches("a GET")).isFalse();
    }

    @Test
    void whatIsNoExpressionIsRefusedWithAReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogPattern.expression("a("))
                .withMessageContaining("missing closing )");
        assertThatIllegalArgumentException().isThrownBy(() -> LogPattern.expression("(a)\\1"));
        assertThatIllegalArgumentException().isThrownBy(() -> LogPattern.text("x".repeat(201)));
    }

    @Test
    @Timeout(30)
    void expressionThatWouldTakeForEverElsewhereDoesNotHere() {
        assertThat(LogPattern.expression("(a+)+$").matches("a".repeat(40_000) + "b"))
                .isFalse();
    }
}
