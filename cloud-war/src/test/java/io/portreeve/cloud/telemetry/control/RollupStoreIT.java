package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.telemetry.IngestResult;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.testing.AdjustableClock;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.sample.ContainerSample;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rolls up as time passes, over samples that come late, doubled and out of order, and compares with one look at the end. */
class RollupStoreIT {
    private static final int MINUTES = 90;
    private static final int CONTAINERS = 3;
    private static final List<Level> LEVELS = List.of(Level.ONE_MINUTE, Level.FIVE_MINUTES);

    private final FleetDatabase database = new FleetDatabase();
    private final AdjustableClock clock =
            new AdjustableClock(Instant.now().minus(Duration.ofHours(6)).truncatedTo(ChronoUnit.MINUTES));
    private final RollupStore store = new RollupStore();
    private final List<Sender> senders = new ArrayList<>();
    private final MetricsWriter writer = new MetricsWriter(database::open, clock, batches -> {});

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void rollupsEqualADirectComputation(long seed) throws SQLException {
        Random random = new Random(seed);
        senders.add(new Sender(Fleet.create(database, CONTAINERS), random));
        senders.add(new Sender(Fleet.create(database, CONTAINERS), random));
        for (int minute = 0; minute < MINUTES; minute++) {
            List<PendingBatch> batches = new ArrayList<>();
            for (Sender sender : senders) {
                batches.addAll(sender.minute(clock.instant()));
            }
            clock.pass(Duration.ofMinutes(1));
            writer.write(batches);
            if (random.nextInt(3) > 0) {
                rollUp();
            }
        }
        writer.write(senders.stream().flatMap(sender -> sender.rest().stream()).toList());
        clock.pass(Duration.ofMinutes(10));
        rollUp();
        assertThat(database.<Boolean>inSystem(store::repair)).isFalse();
        for (Level level : LEVELS) {
            assertThat(count("select count(*) from " + level.table())).isPositive();
            assertThat(differences(level))
                    .as("buckets of %s that differ", level)
                    .isZero();
        }
    }

    private void rollUp() throws SQLException {
        for (Level level : LEVELS) {
            while (database.<Boolean>inSystem(connection -> store.advance(connection, level, clock.instant()))) {
                assertThat(level).isNotNull();
            }
        }
        database.inSystem(store::repair);
    }

    private long differences(Level level) throws SQLException {
        Instant rolledUpTo = database.inSystem(connection -> store.rolledUpTo(connection, level))
                .orElseThrow();
        String columns = "samples, cpu_cores_avg, cpu_cores_min, cpu_cores_max, cpu_throttled_ratio_avg,"
                + " memory_bytes_avg, memory_bytes_min, memory_bytes_max, pids_avg, pids_min, pids_max";
        String sql = "with direct as (select container_id, date_bin('"
                + level.bucket().toSeconds()
                + " seconds', ts, '1970-01-01Z') as ts, count(*)::int as samples, avg(cpu_cores)::real as cpu_cores_avg,"
                + " min(cpu_cores) as cpu_cores_min, max(cpu_cores) as cpu_cores_max,"
                + " avg(cpu_throttled_ratio)::real as cpu_throttled_ratio_avg,"
                + " avg(memory_bytes)::float8 as memory_bytes_avg, min(memory_bytes) as memory_bytes_min,"
                + " max(memory_bytes) as memory_bytes_max, avg(pids)::float8 as pids_avg, min(pids) as pids_min,"
                + " max(pids) as pids_max from container_samples where ts < ? group by 1, 2),"
                + " rolled as (select container_id, ts, " + columns + " from " + level.table() + ")"
                + " select count(*) from ((select container_id, ts, " + columns
                + " from direct except select * from rolled)"
                + " union all (select * from rolled except select container_id, ts, " + columns + " from direct)) d";
        return database.inSystem(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setTimestamp(1, Timestamp.from(rolledUpTo));
                return first(select);
            }
        });
    }

    private long count(String sql) throws SQLException {
        return database.inSystem((Connection connection) -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                return first(select);
            }
        });
    }

    private static long first(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** An agent that keeps readings back for up to hours, sends some twice, and has its own idea of order. */
    private static final class Sender {
        private final Fleet fleet;
        private final Random random;
        private final List<Instant> keptBack = new ArrayList<>();
        private long sequence;

        Sender(Fleet fleet, Random random) {
            this.fleet = fleet;
            this.random = random;
        }

        List<PendingBatch> minute(Instant start) {
            List<Instant> due = new ArrayList<>();
            for (int second = 0; second < 60; second += 10) {
                Instant at = start.plusSeconds(second).plusMillis(random.nextInt(2_000));
                (random.nextInt(8) == 0 ? keptBack : due).add(at);
            }
            if (random.nextInt(40) == 0) {
                due.addAll(keptBack);
                keptBack.clear();
            }
            return batches(due);
        }

        List<PendingBatch> rest() {
            return batches(keptBack);
        }

        private List<PendingBatch> batches(List<Instant> due) {
            List<Instant> order = new ArrayList<>(due);
            Collections.shuffle(order, random);
            List<PendingBatch> batches = new ArrayList<>();
            for (Instant at : order) {
                PendingBatch batch = fleet.batch(++sequence, at, Sender::stored, samples());
                batches.add(batch);
                if (random.nextInt(5) == 0) {
                    batches.add(batch);
                }
            }
            return batches;
        }

        private ContainerSample[] samples() {
            ContainerSample[] samples = new ContainerSample[1 + random.nextInt(CONTAINERS)];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = sample(i + 1);
            }
            return samples;
        }

        /** Quarters, whose sums are exact in whatever order they are added. */
        private ContainerSample sample(int number) {
            double quarters = random.nextInt(4_000) / 4.0;
            double throttled = random.nextInt(3) == 0 ? Double.NaN : random.nextInt(4) / 4.0;
            int whole = random.nextInt(1_000_000);
            return new ContainerSample(number, quarters, throttled, whole, whole, quarters, 0, 0, 0, whole % 100);
        }

        private static void stored(IngestResult result) {
            assertThat(result).isInstanceOf(IngestResult.Stored.class);
        }
    }
}
