package io.portreeve.cloud.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogCursorTest {
    @Test
    void cursorIsReadAsItWasWritten() {
        LogCursor cursor = new LogCursor(Instant.parse("2026-01-01T00:00:00.123456Z"), 1_234_567, 99);
        assertThat(LogCursor.parse(cursor.toString())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1-2", "1-2-3-4", "1--3", "-1-2-3", "1-2-zzzzzz", "zzzzzzzzzzzz-1-1", "A-B-C", "1-2-3\n"})
    void whatIsNoneIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> LogCursor.parse(text));
    }
}
