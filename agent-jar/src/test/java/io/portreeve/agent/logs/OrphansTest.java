package io.portreeve.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.log.LogGap;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String GONE = "1".repeat(64);
    private static final String THERE = "2".repeat(64);

    @TempDir
    Path directory;

    private final LogShelf shelf = new LogShelf(1 << 20, 1 << 18);

    @Test
    void ofAContainerThatWasRemovedWhileNobodyReadAGapIsTold() {
        LogMemory memory = new LogMemory(directory);
        LogPosition reached = new LogPosition(3, 7, Followers.nanos(NOW.minusSeconds(60)), 1);
        memory.stored(Map.of(GONE, reached, THERE, reached));
        Orphans orphans = new Orphans(new LogMemory(directory), shelf, Clock.fixed(NOW, ZoneOffset.UTC));

        orphans.find(Set.of());
        assertThat(orphans.wait(GONE)).isFalse();
        orphans.find(Set.of(THERE));
        assertThat(orphans.wait(GONE)).isTrue();
        assertThat(orphans.wait(THERE)).isFalse();

        List<LogStretch> taken = shelf.take(any -> true, 10, 1_000);
        assertThat(taken).singleElement().satisfies(stretch -> {
            assertThat(stretch.dockerId()).isEqualTo(GONE);
            assertThat(stretch.gaps())
                    .containsExactly(new LogGap(0, NOW.minus(Duration.ofMinutes(1)), NOW, LogGap.REMOVED, 0));
            assertThat(stretch.after().generation()).isGreaterThan(3);
        });
        assertThat(orphans.wait(GONE)).isFalse();
    }

    @Test
    void containerThatWasForgottenIsNoneAfterTheNextStart() {
        LogMemory memory = new LogMemory(directory);
        memory.stored(Map.of(GONE, LogPosition.from(1, 1), THERE, LogPosition.from(1, 1)));
        memory.retain(THERE::equals);
        assertThat(new LogMemory(directory).all()).containsOnlyKeys(THERE);
    }
}
