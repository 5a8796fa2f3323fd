package io.portreeve.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.portreeve.contract.protocol.Limits;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedactionTest {
    @Test
    void whatMatchesIsStruckOut() {
        assertThat(struck("tok_\\w+", "a tok_12 b tok_34")).isEqualTo("a [redacted] b [redacted]");
    }

    @Test
    void ofAnExpressionWithGroupsOnlyTheyAre() {
        assertThat(struck("user=(\\S+) password=(\\S+)|key=(\\S+)", "user=me password=x key=z"))
                .isEqualTo("user=[redacted] password=[redacted] key=[redacted]");
    }

    @Test
    void matchWithoutAnyOfItsGroupsIsStruckOutAsAWhole() {
        assertThat(struck("password=(\\S+)|tok_\\w+", "password=x tok_12 b"))
                .isEqualTo("password=[redacted] [redacted] b");
        assertThat(struck("(x)?", "ab")).isEqualTo("ab");
    }

    @Test
    void emptyMatchesChangeNothingForEver() {
        assertThat(struck("x*", "ab")).contains("a").contains("b");
    }

    @Test
    void endOfACutLineIsLeftOutSinceHalfASecretIsNotKnown() {
        String line = "a".repeat(5_000) + "tok_half";
        assertThat(redaction("tok_\\w+_end").apply(line, true)).doesNotContain("tok");
        assertThat(redaction("tok_\\w+_end").apply(line, false)).contains("tok_half");
    }

    @Test
    void lineIsCutToItsLengthAndNeverWithinACharacter() {
        String line = "a".repeat(Limits.LOG_LINE_LENGTH - 1) + "\uD83D\uDE00";
        assertThat(new Redaction(Optional.empty()).apply(line, false)).hasSize(Limits.LOG_LINE_LENGTH - 1);
    }

    private static String struck(String expression, String text) {
        return redaction(expression).apply(text, false);
    }

    private static Redaction redaction(String expression) {
        return new Redaction(Optional.of(Pattern.compile(expression)));
    }
}
