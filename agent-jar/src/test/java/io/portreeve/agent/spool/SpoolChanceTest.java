package io.portreeve.agent.spool;

import static io.portreeve.agent.spool.SpoolStream.EVENTS;
import static io.portreeve.agent.spool.SpoolStream.METRICS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order: a record is delivered, or waits, or is told as lost. */
class SpoolChanceTest {
    private static final SpoolBounds BOUNDS = new SpoolBounds(1 << 20, Duration.ofHours(24), 30, 60_000);
    private static final int STEPS = 1500;

    @TempDir
    Path place;

    private final Set<Integer> delivered = new HashSet<>();
    private int added;
    private long cursor;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyRecordIsDeliveredWaitsOrIsTold(long seed) {
        Random random = new Random(seed);
        Bench bench = new Bench(place.resolve("spool"), BOUNDS);
        for (int step = 0; step < STEPS; step++) {
            step(bench, random.nextInt(100), random);
        }
        bench.disk.hasRoom();
        bench.spool.upkeep();
        bench.kill();
        bench.welcome(cursor);
        List<Integer> waiting =
                bench.waiting(METRICS).stream().map(SpoolChanceTest::number).toList();
        Set<Integer> known = new HashSet<>(delivered);
        known.addAll(waiting);
        long told = bench.gaps().stream()
                .filter(gap -> gap.stream() == METRICS)
                .mapToLong(Gap::records)
                .sum();
        assertThat(waiting).isSorted().doesNotHaveDuplicates().doesNotContainAnyElementsOf(delivered);
        // what is given up while it is under way, or while the disk refuses, may be told and arrive all the same
        assertThat(known.size() + told).isBetween((long) added, added + added / 20L);
    }

    private void step(Bench bench, int dice, Random random) {
        if (dice < 70) {
            bench.add(METRICS, Bench.payload(added++, 200 + 4 * random.nextInt(2000)));
        } else if (dice < 78) {
            bench.add(EVENTS, Bench.payload(0, 100));
        } else if (dice < 86) {
            deliver(bench, random.nextInt(12));
        } else if (dice < 90) {
            bench.disk.fullAfter(random.nextInt(20_000));
        } else if (dice < 95) {
            bench.disk.hasRoom();
            bench.spool.upkeep();
        } else if (dice < 97) {
            bench.clock.pass(Duration.ofMinutes(random.nextInt(60) - 30));
        } else if (dice < 98) {
            bench.disk.hasRoom();
            bench.restart();
        } else if (bench.spool.status().problem().isEmpty()) {
            bench.disk.hasRoom();
            bench.kill();
        }
    }

    /** A connection that is told what the cloud has, sends some, and breaks before the last is acknowledged. */
    private void deliver(Bench bench, int most) {
        bench.welcome(cursor);
        long sent = cursor;
        for (int i = 0; i < most; i++) {
            var next = bench.spool.next(METRICS, sent);
            if (next.isEmpty()) {
                return;
            }
            sent = next.get().sequence();
            assertThat(delivered.add(number(next.get()))).as("delivered once").isTrue();
            cursor = sent;
            if (i < most - 1) {
                bench.spool.acknowledge(METRICS, sent);
            }
        }
    }

    private static int number(Spooled spooled) {
        return ByteBuffer.wrap(spooled.payload()).getInt();
    }
}
