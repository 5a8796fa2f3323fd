package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.telemetry.Column;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.telemetry.MetricsSeries;
import io.portreeve.cloud.tenancy.RetentionTimes;
import io.portreeve.cloud.testing.AdjustableClock;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.Metric;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charts against a slow look at every sample. */
class ChartStoreIT {
    private static final int CONTAINERS = 3;
    private static final Duration GAP_FROM = Duration.ofMinutes(130);
    private static final Duration GAP_TO = Duration.ofMinutes(140);

    private static FleetDatabase database;
    private static Fleet fleet;
    private static Instant start;
    private static Instant now;

    private static final List<Reading> READINGS = new ArrayList<>();
    private static final ChartStore STORE = new ChartStore(Fleet.INTERVAL);

    private record Reading(int container, Instant at, double cpuCores, double pids) {}

    @BeforeAll
    static void writeThreeHours() throws SQLException {
        database = new FleetDatabase();
        fleet = Fleet.create(database, CONTAINERS);
        start = Instant.now().minus(Duration.ofHours(5)).truncatedTo(ChronoUnit.HOURS);
        now = start.plus(Duration.ofHours(3));
        Random random = new Random(11);
        List<PendingBatch> batches = new ArrayList<>();
        long sequence = 0;
        for (Instant at = start; at.isBefore(now); at = at.plus(Fleet.INTERVAL)) {
            Duration since = Duration.between(start, at);
            if (since.compareTo(GAP_FROM) < 0 || since.compareTo(GAP_TO) >= 0) {
                batches.add(fleet.batch(++sequence, at, result -> {}, samples(at, random)));
            }
        }
        new MetricsWriter(database::open, new AdjustableClock(now), written -> {}).write(batches);
        assertThat(fleet.stored()).hasSameSizeAs(READINGS);
        rollUp(start.plus(Duration.ofMinutes(160)));
    }

    @Test
    void samplesAsTheyAre() throws SQLException {
        MetricsSeries series = check(Duration.ofMinutes(150), Duration.ofMinutes(180), 360);
        assertThat(series.level()).isEqualTo(Level.RAW);
        assertThat(series.at()).hasSize(180);
    }

    @Test
    void silenceIsAGapOfSamplesAsTheyAre() throws SQLException {
        MetricsSeries series = container(1, Duration.ofMinutes(120), Duration.ofMinutes(150), 360);
        assertThat(series.at()).hasSize(121);
        int gap = series.at().indexOf(start.plus(GAP_FROM));
        Column cpu = series.columns().get(Metric.CPU_CORES);
        assertThat(cpu.avg().get(gap)).isNull();
        assertThat(cpu.avg().get(gap - 1)).isNotNull();
        assertThat(cpu.avg().get(gap + 1)).isNotNull();
        assertThat(cpu.avg().stream().filter(value -> value == null)).hasSize(1);
    }

    @Test
    void samplesGathered() throws SQLException {
        MetricsSeries series = check(Duration.ofMinutes(110), Duration.ofMinutes(170), 100);
        assertThat(series.level()).isEqualTo(Level.RAW);
        assertThat(series.step()).isEqualTo(Duration.ofSeconds(36));
    }

    @Test
    void minutesAndWhatIsNotRolledUpYet() throws SQLException {
        MetricsSeries series = check(Duration.ZERO, Duration.ofHours(3), 150);
        assertThat(series.level()).isEqualTo(Level.ONE_MINUTE);
        assertThat(series.columns().get(Metric.CPU_CORES).avg()).contains((Double) null);
    }

    @Test
    void minutesThatWereRolledUpBeforeThereWereHoursAreReadBeside() throws SQLException {
        Instant before = start.minus(Duration.ofMinutes(30));
        database.inSystem(run("INSERT INTO container_rollups_1m (organization_id, container_id, ts, samples, pids_avg,"
                + " pids_min, pids_max) VALUES ('" + fleet.organization().value() + "', '"
                + fleet.container(1).value() + "', '" + before + "', 6, 7, 7, 7)"));
        database.inSystem(run("INSERT INTO rollup_progress VALUES ('1m', '" + start + "')"));
        MetricsSeries series = container(1, Duration.ofMinutes(-60), Duration.ofMinutes(60), 120);
        assertThat(series.level()).isEqualTo(Level.ONE_MINUTE);
        Column pids = series.columns().get(Metric.PIDS);
        assertThat(pids.avg().get(series.at().indexOf(before))).isEqualTo(7);
        assertThat(pids.avg().get(series.at().indexOf(start))).isNotNull();
        minutesAndWhatIsNotRolledUpYet();
    }

    @Test
    void fiveMinutesAndWhatIsNotRolledUpYet() throws SQLException {
        MetricsSeries series = check(Duration.ZERO, Duration.ofHours(3), 30);
        assertThat(series.level()).isEqualTo(Level.FIVE_MINUTES);
        assertThat(series.at()).hasSize(18);
    }

    @Test
    void hoursThenWhatIsRolledUpLessAndThenSamples() throws SQLException {
        MetricsSeries series = check(Duration.ZERO, Duration.ofHours(3), 3);
        assertThat(series.level()).isEqualTo(Level.ONE_HOUR);
        assertThat(series.at()).hasSize(3);
    }

    @Test
    void spanWithoutSamplesIsAllGaps() throws SQLException {
        MetricsSeries series = container(1, Duration.ofHours(-3), Duration.ofHours(-1), 60);
        assertThat(series.at()).hasSize(60);
        assertThat(series.columns().get(Metric.PIDS).max()).containsOnlyNulls();
    }

    @Test
    void valueThatIsNeverMeasuredIsAllGaps() throws SQLException {
        MetricsSeries series = container(1, Duration.ZERO, Duration.ofHours(3), 150);
        assertThat(series.columns().get(Metric.CPU_THROTTLED_RATIO).avg()).containsOnlyNulls();
    }

    @Test
    void whatWasToldLiveAndIsNotStoredYetIsThereOnce() throws SQLException {
        Instant stored = now.minus(Fleet.INTERVAL);
        List<LiveSamples> live = List.of(live(now.plusSeconds(10), 8), live(now, 4), live(stored, 99));
        ChartStore.Span span = new ChartStore.Span(
                now.minusSeconds(300), now.plusSeconds(60), 360, now.plusSeconds(60), RetentionTimes.DEFAULT);
        MetricsSeries series = database.in(
                        fleet.organization(), connection -> STORE.container(connection, fleet.container(1), span, live))
                .orElseThrow();
        assertThat(series.at()).endsWith(stored, now, now.plusSeconds(10));
        List<Double> cpu = series.columns().get(Metric.CPU_CORES).avg();
        assertThat(cpu.subList(cpu.size() - 2, cpu.size())).containsExactly(4.0, 8.0);
        assertThat(cpu.get(cpu.size() - 3)).isNotEqualTo(99);

        ChartStore.Span minutes =
                new ChartStore.Span(start, now.plusSeconds(60), 180, now.plusSeconds(60), RetentionTimes.DEFAULT);
        MetricsSeries host = database.in(
                        fleet.organization(),
                        connection -> STORE.host(connection, fleet.agent().host(), minutes, live))
                .orElseThrow();
        Column pids = host.columns().get(Metric.PIDS);
        assertThat(pids.max().get(host.at().indexOf(now))).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"110, 170, 100, RAW", "150, 180, 360, RAW", "0, 180, 150, FIVE_MINUTES", "0, 180, 3, ONE_HOUR"})
    void percentilesEqualADirectComputation(int fromMinute, int toMinute, int points, Level level) throws SQLException {
        ChartStore.Span asked = span(Duration.ofMinutes(fromMinute), Duration.ofMinutes(toMinute), points);
        MetricsSeries series = percentiles(asked);
        assertThat(series.level()).isEqualTo(level);
        Map<Integer, List<Double>> cpu = series.percentiles().get(Metric.CPU_CORES);
        assertThat(cpu).containsOnlyKeys(50, 99);
        for (int index = 0; index < series.at().size(); index++) {
            Instant bucket = series.at().get(index);
            Instant end = bucket.plus(series.step());
            double[] sorted = READINGS.stream()
                    .filter(reading -> reading.container() == 1)
                    .filter(reading ->
                            !reading.at().isBefore(bucket) && reading.at().isBefore(end))
                    .filter(reading -> reading.at().isBefore(series.to()))
                    .mapToDouble(Reading::cpuCores)
                    .sorted()
                    .toArray();
            for (int percent : cpu.keySet()) {
                Double found = cpu.get(percent).get(index);
                if (sorted.length == 0) {
                    assertThat(found).isNull();
                } else {
                    double direct = sorted[(int) (percent / 100.0 * (sorted.length - 1))];
                    assertThat(found).isCloseTo(direct, within(direct * 0.0100001));
                }
            }
        }
    }

    @Test
    void percentilesAreNotToldWhereABucketIsFromBeforeThereWereAny() throws SQLException {
        ChartStore.Span asked = span(Duration.ZERO, Duration.ofMinutes(60), 12);
        List<Double> before =
                percentiles(asked).percentiles().get(Metric.CPU_CORES).get(50);
        Instant bucket = start.plus(Duration.ofMinutes(10));
        database.inSystem(run("UPDATE container_rollups_5m SET sketches = NULL WHERE ts = '" + bucket + "'"));
        List<Double> without =
                percentiles(asked).percentiles().get(Metric.CPU_CORES).get(50);
        database.in(
                fleet.organization(),
                run("INSERT INTO dirty_buckets SELECT organization_id, container_id, date_trunc('hour', ts)"
                        + " FROM container_rollups_5m WHERE ts = '" + bucket + "' ON CONFLICT DO NOTHING"));
        database.inSystem(new RollupStore()::repair);
        assertThat(before).hasSize(12).doesNotContainNull();
        assertThat(without.get(2)).isNull();
        assertThat(without.get(3)).isEqualTo(before.get(3));
        assertThat(percentiles(asked).percentiles().get(Metric.CPU_CORES).get(50))
                .isEqualTo(before);
    }

    private static FleetDatabase.Work<Integer> run(String sql) {
        return connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        };
    }

    private static MetricsSeries percentiles(ChartStore.Span asked) throws SQLException {
        ChartStore.Span span = new ChartStore.Span(
                asked.from(), asked.to(), asked.points(), List.of(50, 99), asked.now(), asked.kept());
        return database.in(
                        fleet.organization(),
                        connection -> STORE.container(connection, fleet.container(1), span, List.of()))
                .orElseThrow();
    }

    private static LiveSamples live(Instant at, double cpuCores) {
        return new LiveSamples(
                fleet.organization(),
                fleet.agent().host(),
                at,
                List.of(new LatestSample(
                        fleet.container(1), at, Map.of(Metric.CPU_CORES, cpuCores, Metric.PIDS, 3.0))));
    }

    @Test
    void throttlingOfAHostIsTheMeanOverItsContainers() throws SQLException {
        Instant at = now.plusSeconds(30);
        List<LiveSamples> live = List.of(new LiveSamples(
                fleet.organization(),
                fleet.agent().host(),
                at,
                List.of(
                        throttled(1, 0.25, at),
                        throttled(2, 0.75, at),
                        new LatestSample(fleet.container(3), at, Map.of()))));
        ChartStore.Span span =
                new ChartStore.Span(now, now.plusSeconds(60), 360, now.plusSeconds(60), RetentionTimes.DEFAULT);
        Column ratio = database.in(
                        fleet.organization(),
                        connection -> STORE.host(connection, fleet.agent().host(), span, live))
                .orElseThrow()
                .columns()
                .get(Metric.CPU_THROTTLED_RATIO);
        assertThat(ratio.avg()).containsExactly(0.5);
        assertThat(ratio.min()).containsExactly(0.25);
        assertThat(ratio.max()).containsExactly(0.75);
    }

    private static LatestSample throttled(int container, double ratio, Instant at) {
        return new LatestSample(fleet.container(container), at, Map.of(Metric.CPU_THROTTLED_RATIO, ratio));
    }

    @Test
    void strangerFindsNothing() throws SQLException {
        OrganizationId other = database.organization("theirs");
        ChartStore.Span span = span(Duration.ZERO, Duration.ofHours(3), 150);
        assertThat(database.in(other, connection -> STORE.container(connection, fleet.container(1), span, List.of()))
                        .isPresent())
                .isFalse();
        assertThat(database.in(
                                other,
                                connection ->
                                        STORE.host(connection, fleet.agent().host(), span, List.of()))
                        .isPresent())
                .isFalse();
        assertThat(database.in(other, connection -> new LatestStore().all(connection))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void withoutAScopeThereIsNothing() throws SQLException {
        ChartStore.Span span = span(Duration.ZERO, Duration.ofHours(3), 150);
        try (Connection connection = database.open()) {
            assertThat(STORE.container(connection, fleet.container(1), span, List.of()))
                    .isEmpty();
            assertThat(STORE.host(connection, fleet.agent().host(), span, List.of()))
                    .isEmpty();
            assertThat(new LatestStore().all(connection)).isEmpty();
        }
    }

    @Test
    void latestIsTheNewestReadingOfEachContainer() throws SQLException {
        var latest = database.in(
                fleet.organization(),
                connection -> new LatestStore().ofHost(connection, fleet.agent().host()));
        assertThat(latest).hasSize(CONTAINERS).allSatisfy(sample -> {
            assertThat(sample.stored().orElseThrow().at()).isEqualTo(now.minus(Fleet.INTERVAL));
            assertThat(sample.stored().orElseThrow().values())
                    .containsKey(Metric.CPU_CORES)
                    .doesNotContainKey(Metric.CPU_THROTTLED_RATIO);
        });
    }

    /** Compares the first container's and the host's chart with the reference. */
    private static MetricsSeries check(Duration from, Duration to, int points) throws SQLException {
        compare(container(1, from, to, points), reading -> reading.container() == 1);
        ChartStore.Span span = span(from, to, points);
        MetricsSeries host = database.in(
                        fleet.organization(),
                        connection -> STORE.host(connection, fleet.agent().host(), span, List.of()))
                .orElseThrow();
        compare(host, reading -> true);
        return host;
    }

    private static void compare(MetricsSeries series, Predicate<Reading> which) {
        TreeMap<Instant, Map<Integer, List<Reading>>> buckets = new TreeMap<>();
        boolean gathers = series.level() != Level.RAW || !series.step().equals(Fleet.INTERVAL);
        long width = series.step().toMillis();
        for (Reading reading : READINGS) {
            Instant bucket = gathers
                    ? Instant.ofEpochMilli(Math.floorDiv(reading.at().toEpochMilli(), width) * width)
                    : reading.at();
            boolean within = !bucket.plusMillis(gathers ? width - 1 : 0).isBefore(series.from())
                    && reading.at().isBefore(series.to());
            if (within && which.test(reading)) {
                buckets.computeIfAbsent(bucket, start -> new TreeMap<>())
                        .computeIfAbsent(reading.container(), number -> new ArrayList<>())
                        .add(reading);
            }
        }
        List<Instant> measured = series.at().stream()
                .filter(at -> series.columns()
                                .get(Metric.CPU_CORES)
                                .avg()
                                .get(series.at().indexOf(at))
                        != null)
                .toList();
        assertThat(measured).containsExactlyElementsOf(buckets.keySet());
        buckets.forEach((bucket, containers) -> {
            int index = series.at().indexOf(bucket);
            compare(series.columns().get(Metric.CPU_CORES), index, containers, true);
            compare(series.columns().get(Metric.PIDS), index, containers, false);
            compare(series.columns().get(Metric.CPU_USER_CORES), index, containers, true);
            assertThat(series.columns().get(Metric.CPU_PRESSURE_RATIO).avg().get(index))
                    .isNull();
        });
    }

    private static void compare(Column column, int index, Map<Integer, List<Reading>> containers, boolean cpu) {
        double avg = 0;
        double min = 0;
        double max = 0;
        for (List<Reading> readings : containers.values()) {
            DoubleSummaryStatistics values = readings.stream()
                    .mapToDouble(reading -> cpu ? reading.cpuCores() : reading.pids())
                    .summaryStatistics();
            avg += values.getAverage();
            min += values.getMin();
            max += values.getMax();
        }
        assertThat(column.avg().get(index)).isCloseTo(avg, within(avg * 1e-5));
        assertThat(column.min().get(index)).isCloseTo(min, within(min * 1e-5));
        assertThat(column.max().get(index)).isCloseTo(max, within(max * 1e-5));
    }

    private static MetricsSeries container(int number, Duration from, Duration to, int points) throws SQLException {
        ChartStore.Span span = span(from, to, points);
        return database.in(
                        fleet.organization(),
                        connection -> STORE.container(connection, fleet.container(number), span, List.of()))
                .orElseThrow();
    }

    private static ChartStore.Span span(Duration from, Duration to, int points) {
        return new ChartStore.Span(start.plus(from), start.plus(to), points, now, RetentionTimes.DEFAULT);
    }

    private static ContainerSample[] samples(Instant at, Random random) {
        ContainerSample[] samples = new ContainerSample[CONTAINERS];
        for (int number = 1; number <= CONTAINERS; number++) {
            Reading reading = new Reading(number, at, random.nextInt(100_000 * number) / 1e5, 1 + random.nextInt(50));
            READINGS.add(reading);
            samples[number - 1] = new ContainerSample(
                    number, reading.cpuCores(), Double.NaN, 1, 2, 3, 4, 5, 6, reading.pids(), reading.cpuCores());
        }
        return samples;
    }

    private static void rollUp(Instant upTo) throws SQLException {
        RollupStore rollups = new RollupStore();
        for (Level level : Level.rolledUp()) {
            while (database.<Boolean>inSystem(connection -> rollups.advance(connection, level, upTo))) {
                assertThat(level).isNotNull();
            }
        }
        HourStore hours = new HourStore();
        while (database.<Boolean>inSystem(connection -> hours.advance(connection, upTo))) {
            assertThat(hours).isNotNull();
        }
    }
}
