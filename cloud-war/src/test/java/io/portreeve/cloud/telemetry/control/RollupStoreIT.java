package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.telemetry.IngestResult;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.testing.AdjustableClock;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import io.portreeve.contract.sample.Metric;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rolls up as time passes, over samples that come late, doubled and out of order, and compares with one look at the end. */
class RollupStoreIT {
    private static final int MINUTES = 90;
    private static final int CONTAINERS = 3;
    private static final int CONTAINERS_AT_ONCE = 4;
    private static final int THROTTLED_MEAN = 4;
    private static final List<Level> LEVELS = Level.rolledUp();

    private final FleetDatabase database = new FleetDatabase();
    private final AdjustableClock clock =
            new AdjustableClock(Instant.now().minus(Duration.ofHours(6)).truncatedTo(ChronoUnit.MINUTES));
    private final RollupStore store = new RollupStore(CONTAINERS_AT_ONCE);
    private final HourStore hours = new HourStore();
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
        Instant tomorrow = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
        clock.pass(Duration.between(clock.instant(), tomorrow.plus(Duration.ofMinutes(10))));
        rollUp();
        assertThat(database.<Boolean>inSystem(store::repair)).isFalse();
        compareHours();
        for (Level level : LEVELS) {
            assertThat(count("select count(*) from " + level.table())).isPositive();
            assertThat(differences(level))
                    .as("buckets of %s that differ", level)
                    .isZero();
            if (level.isSketched()) {
                comparePercentiles(level);
            }
        }
    }

    @Test
    void markOfReadingsThatAreNotCommittedYetIsNotTaken() throws SQLException {
        Fleet fleet = Fleet.create(database, 1);
        UUID organization = fleet.organization().value();
        SampleRows late = new SampleRows();
        late.add(fleet.batch(1, clock.instant().minus(Duration.ofHours(3)), result -> {}, Fleet.sample(1, 1)));
        FleetDatabase.Work<Integer> mark = connection -> {
            late.markLate(connection, organization, clock.instant());
            return null;
        };
        database.in(fleet.organization(), mark);
        database.in(fleet.organization(), connection -> {
            mark.with(connection);
            return database.inSystem(store::repair);
        });
        assertThat(fleet.count("dirty_buckets")).isEqualTo(1);
        database.inSystem(store::repair);
        assertThat(fleet.count("dirty_buckets")).isZero();
    }

    private void rollUp() throws SQLException {
        for (Level level : LEVELS) {
            while (database.<Boolean>inSystem(connection -> store.advance(connection, level, clock.instant()))) {
                assertThat(level).isNotNull();
            }
        }
        while (database.<Boolean>inSystem(connection -> hours.advance(connection, clock.instant()))) {
            assertThat(hours).isNotNull();
        }
        database.inSystem(store::repair);
    }

    /** What is packed by the hour, each reading by its container and moment. */
    private void compareHours() throws SQLException {
        Instant packedUpTo = database.inSystem(HourStore::packedUpTo).orElseThrow();
        Map<String, Double> sent = new TreeMap<>();
        for (Sender sender : senders) {
            sender.sent.stream()
                    .filter(each -> each.at().isBefore(packedUpTo))
                    .forEach(each -> sent.put(
                            each.container() + "@" + each.at(), each.sample().value(Metric.MEMORY_BYTES)));
        }
        Map<String, Double> packed = new TreeMap<>();
        database.inSystem(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("select container_id, ts, body from container_hours");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String container = rows.getString(1);
                    PackedHour.unpack(
                            rows.getTimestamp(2).toInstant(),
                            rows.getBytes(3),
                            (at, values) -> packed.put(container + "@" + at, values[Metric.MEMORY_BYTES.place()]));
                }
            }
            return null;
        });
        assertThat(packed).isNotEmpty().isEqualTo(sent);
    }

    private void comparePercentiles(Level level) throws SQLException {
        Instant rolledUpTo = database.inSystem(connection -> store.rolledUpTo(connection, level))
                .orElseThrow();
        Map<String, List<ContainerSample>> sent = new HashMap<>();
        senders.forEach(sender -> sent.putAll(sender.sent(level, rolledUpTo)));
        String sql = "select container_id, ts, sketches from " + level.table();
        database.inSystem(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Sketches sketches = new Sketches();
                    sketches.add(rows.getBytes(3));
                    String bucket =
                            rows.getString(1) + "@" + rows.getTimestamp(2).toInstant();
                    for (Metric metric : Sketches.METRICS) {
                        comparePercentiles(bucket, metric, sketches, sent.get(bucket));
                    }
                }
            }
            return null;
        });
    }

    private static void comparePercentiles(
            String bucket, Metric metric, Sketches sketches, List<ContainerSample> samples) {
        double[] sorted = samples.stream()
                .mapToDouble(sample -> sample.value(metric))
                .sorted()
                .toArray();
        for (int percent : new int[] {50, 95, 99}) {
            double direct = sorted[(int) (percent / 100.0 * (sorted.length - 1))];
            assertThat(sketches.percentile(metric, percent))
                    .as("%s of %s p%s", metric, bucket, percent)
                    .isCloseTo(direct, within(1.000001 * Sketches.ACCURACY * direct));
        }
    }

    /** Buckets whose row is not what all samples that were ever sent come to, each counted once. */
    private long differences(Level level) throws SQLException {
        Instant rolledUpTo = database.inSystem(connection -> store.rolledUpTo(connection, level))
                .orElseThrow();
        Map<String, String> direct = new TreeMap<>();
        for (Sender sender : senders) {
            sender.sent(level, rolledUpTo).forEach((bucket, samples) -> direct.put(bucket, row(samples)));
        }
        Map<String, String> rolled = new TreeMap<>();
        String sql = "select container_id, ts, samples, cpu_cores_avg, cpu_cores_min, cpu_cores_max,"
                + " cpu_throttled_ratio_avg, memory_bytes_avg, memory_bytes_min, memory_bytes_max, pids_avg, pids_min,"
                + " pids_max from " + level.table();
        database.inSystem(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    StringBuilder text = new StringBuilder().append(rows.getInt(3));
                    for (int column = 4; column <= 13; column++) {
                        double value = rows.getDouble(column);
                        text.append(' ').append(rows.wasNull() ? "-" : Float.toString((float) value));
                    }
                    rolled.put(rows.getString(1) + "@" + rows.getTimestamp(2).toInstant(), text.toString());
                }
            }
            return null;
        });
        return Stream.concat(direct.keySet().stream(), rolled.keySet().stream())
                .distinct()
                .filter(bucket -> !isSame(level, direct.get(bucket), rolled.get(bucket)))
                .count();
    }

    /** Means of means are rounded twice, and where a value was not always known weighted by all samples. */
    private static boolean isSame(Level level, String direct, String rolled) {
        if (level.source() == Level.RAW || direct == null || rolled == null) {
            return Objects.equals(direct, rolled);
        }
        String[] expected = direct.split(" ", -1);
        String[] found = rolled.split(" ", -1);
        return IntStream.range(0, expected.length)
                .filter(column -> column != THROTTLED_MEAN)
                .allMatch(column -> {
                    double wanted = Double.parseDouble(expected[column]);
                    return Math.abs(wanted - Double.parseDouble(found[column])) <= 1e-5 * wanted;
                });
    }

    private static String row(List<ContainerSample> samples) {
        return samples.size()
                + statistics(samples, Metric.CPU_CORES, "avg min max")
                + statistics(samples, Metric.CPU_THROTTLED_RATIO, "avg")
                + statistics(samples, Metric.MEMORY_BYTES, "avg min max")
                + statistics(samples, Metric.PIDS, "avg min max");
    }

    private static String statistics(List<ContainerSample> samples, Metric metric, String which) {
        DoubleSummaryStatistics known = samples.stream()
                .mapToDouble(sample -> sample.value(metric))
                .filter(each -> !Double.isNaN(each))
                .summaryStatistics();
        return Stream.of(which.split(" ", -1))
                .map(kind ->
                        kind.equals("avg") ? known.getAverage() : kind.equals("min") ? known.getMin() : known.getMax())
                .map(number -> known.getCount() == 0 ? " -" : " " + Float.toString(number.floatValue()))
                .collect(Collectors.joining());
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
        private final List<Sent> sent = new ArrayList<>();
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

        /** Some readings by themselves, some packed with others of their minute. */
        private List<PendingBatch> batches(List<Instant> due) {
            List<Instant> order = new ArrayList<>(due);
            Collections.shuffle(order, random);
            List<PendingBatch> batches = new ArrayList<>();
            while (!order.isEmpty()) {
                Instant first = order.get(0);
                List<Instant> together = order.stream()
                        .filter(at -> random.nextBoolean() || at.equals(first))
                        .filter(at -> Duration.between(first, at).abs().compareTo(Duration.ofSeconds(30)) < 0)
                        .sorted()
                        .limit(6)
                        .toList();
                order.removeAll(together);
                PendingBatch batch = together.size() == 1 && random.nextBoolean()
                        ? fleet.batch(++sequence, together.get(0), Sender::stored, samples())
                        : packed(together);
                batches.add(batch);
                ((MetricsBatch) batch.batch())
                        .readings()
                        .forEach(reading -> reading.samples()
                                .forEach(sample -> sent.add(new Sent(
                                        batch.numbers().get(sample.container()).value(), reading.readAt(), sample))));
                if (random.nextInt(5) == 0) {
                    batches.add(batch);
                }
            }
            return batches;
        }

        private PendingBatch packed(List<Instant> together) {
            List<HostReading> readings = together.stream()
                    .map(at -> new HostReading(
                            at,
                            Fleet.INTERVAL,
                            Stream.of(samples())
                                    .map(sample -> sample.numbered(sample.container() - 1))
                                    .toList()))
                    .toList();
            List<String> ids = IntStream.rangeClosed(1, CONTAINERS)
                    .mapToObj("%064x"::formatted)
                    .toList();
            Map<Integer, ContainerId> places = new HashMap<>();
            IntStream.rangeClosed(1, CONTAINERS).forEach(number -> places.put(number - 1, fleet.container(number)));
            return new PendingBatch(
                    fleet.agent(), fleet.epoch(), new MetricsBatch(++sequence, ids, readings), places, Sender::stored);
        }

        Map<String, List<ContainerSample>> sent(Level level, Instant before) {
            long width = level.bucket().toMillis();
            return sent.stream()
                    .filter(each -> each.at().isBefore(before))
                    .collect(Collectors.groupingBy(
                            each -> each.container() + "@"
                                    + Instant.ofEpochMilli(
                                            Math.floorDiv(each.at().toEpochMilli(), width) * width),
                            Collectors.mapping(Sent::sample, Collectors.toList())));
        }

        private record Sent(UUID container, Instant at, ContainerSample sample) {}

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
