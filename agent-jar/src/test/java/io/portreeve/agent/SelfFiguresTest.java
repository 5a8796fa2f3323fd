package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.logs.LogShelf;
import io.portreeve.agent.spool.Extent;
import io.portreeve.agent.spool.Spool;
import io.portreeve.agent.spool.SpoolBounds;
import io.portreeve.agent.spool.SpoolStream;
import io.portreeve.contract.sample.AgentFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfFiguresTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SpoolBounds BOUNDS = new SpoolBounds(16 << 20, Duration.ofHours(24), 100, 100_000);
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final LogShelf lines = new LogShelf(1_000, 1_000);

    @TempDir
    Path directory;

    @Test
    void costAndWhatWaitsIsTold() {
        try (Spool spool = Spool.open(directory.resolve("spool"), BOUNDS, clock)) {
            assertThat(figures(spool).spoolAge()).isEmpty();
            spool.add(SpoolStream.METRICS, Extent.at(NOW.minusSeconds(90), 1), new byte[100]);
            spool.add(SpoolStream.EVENTS, Extent.at(NOW.minusSeconds(5), 1), new byte[100]);
            AgentFigures figures = figures(spool);
            assertThat(figures.spoolAge()).contains(Duration.ofSeconds(90));
            assertThat(figures.spoolBytes()).isGreaterThan(200);
            assertThat(figures.spoolProblem()).isEmpty();
            assertThat(figures.residentBytes()).isGreaterThan(10 << 20);
            assertThat(figures.cpuMillisPerMinute()).isNotNegative();
            assertThat(figures.reconnects()).isEqualTo(3);
            assertThat(figures.errors()).isEqualTo(4);
            assertThat(figures.updateRefusal()).contains("self-update = deny");
        }
    }

    @Test
    void diskThatRefusesIsTold() throws IOException {
        Files.createFile(directory.resolve("spool"));
        try (Spool spool = Spool.open(directory.resolve("spool"), BOUNDS, clock)) {
            assertThat(figures(spool).spoolProblem().orElseThrow()).contains("kept in memory");
        }
    }

    @Test
    void warningsAreCountedUntilTheEnd() {
        WarningCount count = WarningCount.installed();
        Logger logger = Logger.getLogger("io.portreeve.agent.test");
        logger.warning("one");
        logger.severe("two");
        logger.info("no warning");
        assertThat(count.count()).isEqualTo(2);
        count.close();
        logger.warning("nobody counts");
        assertThat(count.count()).isEqualTo(2);
    }

    private AgentFigures figures(Spool spool) {
        return new SelfFigures(spool, lines, () -> 3, () -> 4, () -> Optional.of("self-update = deny"), clock).get();
    }
}
