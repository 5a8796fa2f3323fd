package io.portreeve.cloud.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionSizeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1000}){1000}){1000}",
                "(((((a{30}){30}){30}){30}){30}){30}",
                "(a{600})(b{600})",
                "a{500}b{500,}c",
                "(?:(?:a{10}){10,20}){10}",
                "((){1000}){1000}",
                "([(]{100}){100}",
                "([])]{100}){100}",
                "([^]{)]{100}){100}",
                "([[:alpha:])]{100}){100}",
                "(\\){100}){100}",
                "((\\\\){100}){100}",
                "(\\Q)\\E{100}){100}",
                "((a{30})(?i){30}){30}",
                "((a{30})\\Q\\E{30}){30}",
                "(\\x{41}{100}){100}",
                "(\\p{Greek}{100}){100}",
                "(a{100}|b{100}){100}",
                "a){100}(a{100}){100}"
            })
    void expressionWhoseRepeatsAmountToTooMuchIsNotBearable(String expression) {
        assertThat(ExpressionSize.isBearable(expression)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogPattern.expression(expression))
                .withMessageContaining("repeats");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a{999}",
                "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}",
                "\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}",
                "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                "(a\\{1000}){100}",
                "([{1000}]){100}",
                "(\\Q{1000}\\E){20}",
                "\\x{2014}+ \\p{Greek}{2,}",
                "took {1,} or {,5}",
                "((a+)*b?)+$|^x"
            })
    void expressionThatPeopleWriteIsBearable(String expression) {
        assertThat(ExpressionSize.isBearable(expression)).isTrue();
    }

    @Test
    void anyExpressionOfTheLengthThatMayBeIsMeasured() {
        assertThat(ExpressionSize.isBearable("(".repeat(200))).isTrue();
        assertThat(ExpressionSize.isBearable("[".repeat(200))).isTrue();
        assertThat(ExpressionSize.isBearable("\\".repeat(199))).isTrue();
        assertThat(ExpressionSize.isBearable("x{" + "9".repeat(190) + "}")).isFalse();
    }
}
