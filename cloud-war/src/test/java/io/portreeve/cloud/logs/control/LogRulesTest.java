package io.portreeve.cloud.logs.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.StoreResult;
import io.portreeve.contract.log.ContainerLog;
import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.message.LogsBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void linesOfTodayAreTaken() {
        assertThat(broken(NOW.minus(Duration.ofHours(47)), WEEK)).isEmpty();
        assertThat(broken(NOW.plusSeconds(60), WEEK)).isEmpty();
    }

    @Test
    void linesFarFromTheClockAreNot() {
        assertThat(broken(NOW.plus(Duration.ofMinutes(6)), WEEK)).contains("log-in-future");
        assertThat(broken(NOW.minus(Duration.ofHours(49)), WEEK)).contains("log-too-old");
    }

    @Test
    void linesThatAreNotKeptAreNotTaken() {
        assertThat(broken(NOW.minus(Duration.ofHours(25)), Duration.ofDays(1))).contains("log-too-old");
    }

    @Test
    void gapEndsWhereLinesAreTaken() {
        LogGap old = new LogGap(0, Instant.EPOCH, NOW.minus(WEEK), LogGap.TOO_OLD, 0);
        assertThat(code(new ContainerLog("a".repeat(64), 1, 0, List.of(), List.of(old)), WEEK))
                .contains("log-too-old");
    }

    private static Optional<String> broken(Instant at, Duration retention) {
        LogLine line = new LogLine(1, at.getEpochSecond() * 1_000_000_000L, false, "x");
        return code(new ContainerLog("a".repeat(64), 1, 1, List.of(line), List.of()), retention);
    }

    private static Optional<String> code(ContainerLog log, Duration retention) {
        return LogRules.broken(new LogsBatch(1, List.of(log)), NOW, retention).map(StoreResult.Rejected::code);
    }
}
