package io.portreeve.agent.spool;

import static io.portreeve.agent.spool.SpoolStream.EVENTS;
import static io.portreeve.agent.spool.SpoolStream.METRICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    @TempDir
    Path place;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(place.resolve("spool"), Bench.ROOMY);
    }

    @Test
    void whatIsAddedComesBackInItsOrderByStream() {
        bench.add(METRICS, "a");
        bench.add(EVENTS, "x");
        bench.add(METRICS, "b");
        assertThat(bench.texts(METRICS)).containsExactly("a", "b");
        assertThat(bench.texts(EVENTS)).containsExactly("x");
        assertThat(bench.waiting(METRICS)).extracting(Spooled::sequence).containsExactly(1L, 2L);
        assertThat(bench.gaps()).isEmpty();
    }

    @Test
    void whatIsNotAcknowledgedOutlivesARestartWithItsNumber() {
        bench.add(METRICS, "a");
        bench.add(METRICS, "b");
        bench.welcome(0);
        bench.waiting(METRICS);
        bench.spool.acknowledge(METRICS, 1);
        List<Spooled> before = bench.waiting(METRICS);
        bench.restart();
        assertThat(bench.texts(METRICS)).containsExactly("b");
        assertThat(bench.waiting(METRICS).get(0).sequence()).isEqualTo(2);
        assertThat(bench.waiting(METRICS).get(0).extent())
                .isEqualTo(before.get(0).extent());
        bench.add(METRICS, "c");
        assertThat(bench.waiting(METRICS)).extracting(Spooled::sequence).containsExactly(2L, 3L);
    }

    @Test
    void killedAgentLosesNothingAndGivesNoNumberTwice() {
        bench.add(METRICS, "a");
        bench.add(METRICS, "b");
        bench.kill();
        assertThat(bench.texts(METRICS)).containsExactly("a", "b");
        bench.add(METRICS, "c");
        assertThat(bench.waiting(METRICS).get(2).sequence()).isGreaterThan(2);
        assertThat(bench.gaps()).isEmpty();
    }

    @Test
    void refusedRecordIsNotSentAgain() {
        bench.add(METRICS, "a");
        bench.add(METRICS, "b");
        bench.spool.refuse(METRICS, 1);
        assertThat(bench.texts(METRICS)).containsExactly("b");
    }

    @Test
    void spoolThatWasDeletedGoesOnAfterTheCloudsNumber() {
        bench.add(METRICS, "a");
        bench.kill();
        bench.add(METRICS, "b");
        bench.welcome(5000);
        assertThat(bench.texts(METRICS)).containsExactly("a", "b");
        assertThat(bench.waiting(METRICS)).allMatch(spooled -> spooled.sequence() > 5000);
        List<Long> numbers =
                bench.waiting(METRICS).stream().map(Spooled::sequence).toList();
        bench.restart();
        assertThat(bench.waiting(METRICS)).extracting(Spooled::sequence).isEqualTo(numbers);
        bench.welcome(numbers.get(0));
        assertThat(bench.texts(METRICS)).containsExactly("b");
    }

    @Test
    void spoolThatIsOlderThanWhatTheCloudHasLosesNothingNew() {
        bench.welcome(0);
        bench.add(METRICS, "a");
        bench.waiting(METRICS);
        bench.restart();
        bench.add(METRICS, "b");
        bench.welcome(70);
        assertThat(bench.texts(METRICS)).containsExactly("b");
        assertThat(bench.waiting(METRICS).get(0).sequence()).isEqualTo(71);
    }

    @Test
    void cloudThatWasRestoredGetsWhatIsStillKept() {
        bench.welcome(0);
        bench.add(METRICS, "a");
        bench.add(METRICS, "b");
        bench.add(METRICS, "c");
        bench.waiting(METRICS);
        bench.spool.acknowledge(METRICS, 3);
        assertThat(bench.texts(METRICS)).isEmpty();
        bench.welcome(1);
        assertThat(bench.texts(METRICS)).containsExactly("b", "c");
    }

    @Test
    void segmentsThatAreAcknowledgedAreDeleted() {
        for (int i = 0; i < 40; i++) {
            bench.add(METRICS, Bench.payload(i, 50_000));
        }
        assertThat(bench.segments()).hasSizeGreaterThan(5);
        bench.welcome(0);
        bench.waiting(METRICS);
        bench.spool.acknowledge(METRICS, 40);
        assertThat(bench.segments()).hasSizeLessThan(2);
        bench.restart();
        assertThat(bench.segments()).isEmpty();
    }

    @Test
    void twoAgentsDoNotShareASpool() {
        assertThatExceptionOfType(SpoolException.class)
                .isThrownBy(() -> Spool.open(bench.directory(), Bench.ROOMY, bench.clock))
                .withMessageContaining("another agent");
    }

    @Test
    void onlyTheOwnerMayRead() throws IOException {
        bench.add(METRICS, "a");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bench.directory())))
                .isEqualTo("rwx------");
        for (Path segment : bench.segments()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(segment)))
                    .isEqualTo("rw-------");
        }
        bench.spool.close();
        Files.setPosixFilePermissions(bench.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
        bench.restart();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bench.directory())))
                .isEqualTo("rwx------");
    }

    @Test
    void whatIsTooOldExpiresAndIsTold() {
        bench.add(METRICS, "old");
        bench.add(EVENTS, "event");
        bench.clock.pass(Duration.ofHours(25));
        bench.add(METRICS, "new");
        bench.spool.upkeep();
        assertThat(bench.texts(METRICS)).containsExactly("new");
        assertThat(bench.texts(EVENTS)).containsExactly("event");
        assertThat(bench.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.reason()).isEqualTo(GapReason.EXPIRED);
            assertThat(gap.stream()).isEqualTo(METRICS);
            assertThat(gap.records()).isEqualTo(1);
            assertThat(gap.items()).isEqualTo(6);
        });
        bench.kill();
        assertThat(bench.gaps()).hasSize(1);
    }

    @Test
    void clockThatGoesBackExpiresNothing() {
        bench.add(METRICS, "a");
        bench.clock.pass(Duration.ofDays(-30));
        bench.add(METRICS, "b");
        bench.spool.upkeep();
        bench.restart();
        assertThat(bench.texts(METRICS)).containsExactly("a", "b");
        assertThat(bench.gaps()).isEmpty();
    }

    @Test
    void numbersGoOnAfterACloudThatKnowsNothing() {
        bench.welcome(0);
        bench.add(METRICS, "a");
        bench.waiting(METRICS);
        bench.spool.acknowledge(METRICS, 1);
        bench.restart();
        bench.welcome(0);
        bench.add(METRICS, "b");
        assertThat(bench.waiting(METRICS))
                .last()
                .satisfies(spooled -> assertThat(spooled.sequence()).isGreaterThan(1));
    }
}
