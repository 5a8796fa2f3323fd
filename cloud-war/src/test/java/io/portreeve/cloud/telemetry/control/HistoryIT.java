package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.telemetry.Column;
import io.portreeve.cloud.telemetry.ComposeService;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.MetricsHistory;
import io.portreeve.cloud.telemetry.MetricsSeries;
import io.portreeve.cloud.telemetry.Ranking;
import io.portreeve.cloud.telemetry.Recreation;
import io.portreeve.cloud.telemetry.TopContainers;
import io.portreeve.cloud.tenancy.RetentionTimes;
import io.portreeve.cloud.testing.AdjustableClock;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.Metric;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Services, containers made anew, and who uses most, against a slow look at every sample. On the first host the second
 * container replaces the first one after an hour and a half; the third one is another replica. The second host, which
 * reads at other moments, has one replica all the time, and a container of no service that runs for twenty minutes.
 */
class HistoryIT {
    private static final ComposeService SHOP = new ComposeService("shop", "front");
    private static final Duration REPLACED = Duration.ofMinutes(90);
    private static final Duration LENGTH = Duration.ofHours(3);
    private static final ChartStore CHARTS = new ChartStore(Fleet.INTERVAL);
    private static final TopStore TOP = new TopStore();
    private static final List<Reading> READINGS = new ArrayList<>();

    private static FleetDatabase database;
    private static OrganizationId organization;
    private static Fleet first;
    private static Fleet second;
    private static Instant start;
    private static Instant now;

    private record Reading(ContainerId container, HostId host, Instant at, double cpu, double network) {}

    @BeforeAll
    static void writeThreeHours() throws SQLException {
        database = new FleetDatabase();
        organization = database.organization("ours");
        first = Fleet.in(database, organization, 3);
        second = Fleet.in(database, organization, 2);
        start = Instant.now().minus(Duration.ofHours(5)).truncatedTo(ChronoUnit.HOURS);
        now = start.plus(LENGTH);
        is(first.container(1), "0123456789ab_shop-front-1", "shop", start.minusSeconds(60), start.plus(REPLACED), "a");
        is(first.container(2), "shop-front-1", "shop", start.plus(REPLACED), null, "b");
        is(first.container(3), "shop-front-2", "shop", start.minusSeconds(60), null, "a");
        is(second.container(1), "shop-front-1", "shop", start.minusSeconds(60), null, "a");
        is(second.container(2), "job", "", start.plusSeconds(6_000), start.plusSeconds(7_200), "c");
        Random random = new Random(5);
        List<PendingBatch> batches = new ArrayList<>();
        long sequence = 0;
        for (Instant at = start; at.isBefore(now); at = at.plus(Fleet.INTERVAL)) {
            boolean replaced = !at.isBefore(start.plus(REPLACED));
            sequence++;
            batches.add(batch(first, sequence, at, random, replaced ? 2 : 1, 3));
            Instant later = at.plusSeconds(4);
            boolean busy = !at.isBefore(start.plusSeconds(6_000)) && at.isBefore(start.plusSeconds(7_200));
            batches.add(
                    busy ? batch(second, sequence, later, random, 1, 2) : batch(second, sequence, later, random, 1));
        }
        new MetricsWriter(database::open, new AdjustableClock(now), written -> {}).write(batches);
        RollupStore rollups = new RollupStore();
        for (Level level : Level.rolledUp()) {
            while (database.<Boolean>inSystem(
                    connection -> rollups.advance(connection, level, start.plus(Duration.ofMinutes(165))))) {
                assertThat(level).isNotNull();
            }
        }
        HourStore hours = new HourStore();
        while (database.<Boolean>inSystem(
                connection -> hours.advance(connection, start.plus(Duration.ofMinutes(165))))) {
            assertThat(hours).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 180, 3, ONE_HOUR", "0, 180, 12, FIVE_MINUTES", "60, 180, 90, ONE_MINUTE", "70, 110, 100, RAW"})
    void serviceIsTheSumOverItsPlaces(int fromMinute, int toMinute, int points, Level level) throws SQLException {
        MetricsHistory history = service(Optional.empty(), fromMinute, toMinute, points);
        assertThat(history.series().level()).isEqualTo(level);
        compare(history.series(), reading -> !reading.container().equals(second.container(2)));
        MetricsHistory alone = service(Optional.of(first.agent().host()), fromMinute, toMinute, points);
        compare(alone.series(), reading -> reading.host().equals(first.agent().host()));
    }

    @Test
    void hostsOfAServiceThatReadAtOtherMomentsAreGatheredEvenForAShortSpan() throws SQLException {
        MetricsHistory history = service(Optional.empty(), 95, 105, 100);
        assertThat(history.series().level()).isEqualTo(Level.RAW);
        assertThat(history.series().step()).isEqualTo(Fleet.INTERVAL.multipliedBy(2));
        compare(history.series(), reading -> !reading.container().equals(second.container(2)));
    }

    @Test
    void containerThatRanForAPartOfABucketCountsForThatPart() throws SQLException {
        MetricsSeries series = database.in(
                        organization,
                        connection -> CHARTS.host(connection, second.agent().host(), span(0, 180, 3), List.of()))
                .orElseThrow();
        compare(series, reading -> reading.host().equals(second.agent().host()));
    }

    @Test
    void replacementIsMarkedAndSaysWhetherTheImageChanged() throws SQLException {
        List<Recreation> marks = service(Optional.empty(), 0, 180, 30).recreations();
        assertThat(marks).singleElement().satisfies(mark -> {
            assertThat(mark.at()).isEqualTo(start.plus(REPLACED));
            assertThat(mark.container()).isEqualTo(first.container(2));
            assertThat(mark.imageChanged()).isTrue();
        });
        assertThat(service(Optional.empty(), 100, 180, 30).recreations()).isEmpty();
    }

    @Test
    void containerGoesOnWithTheOneItReplaced() throws SQLException {
        MetricsHistory history = history(first.container(2));
        compare(
                history.series(),
                reading -> reading.container().equals(first.container(1))
                        || reading.container().equals(first.container(2)));
        assertThat(history.recreations()).hasSize(1);
        MetricsHistory earlier = history(first.container(1));
        compare(earlier.series(), reading -> reading.container().equals(first.container(1)));
        assertThat(earlier.recreations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "172, 177, RAW",
        "150, 178, FIVE_MINUTES",
        "0, 179, FIVE_MINUTES",
        "100, 179, FIVE_MINUTES",
        "-240, 180, ONE_HOUR"
    })
    void topIsTheMeanOverTheWholeSpan(int fromMinute, int toMinute, Level level) throws SQLException {
        for (Ranking ranking : List.of(Ranking.CPU, Ranking.NETWORK)) {
            TopContainers top = top(ranking, 10, fromMinute, toMinute);
            assertThat(top.level()).isEqualTo(level);
            Map<ContainerId, Double> expected = means(ranking, top.from(), top.to());
            assertThat(top.entries()).extracting(TopContainers.Entry::container).hasSameElementsAs(expected.keySet());
            assertThat(top.entries())
                    .allSatisfy(entry -> assertThat(entry.mean())
                            .isCloseTo(expected.get(entry.container()), within(1e-4 * entry.mean())));
            assertThat(top.entries()).isSortedAccordingTo((a, b) -> Double.compare(b.mean(), a.mean()));
        }
    }

    @Test
    void topHasAsManyAsAreWantedWithTheirNames() throws SQLException {
        assertThat(top(Ranking.MEMORY, 2, 100, 179).entries()).hasSize(2);
        assertThat(top(Ranking.CPU, 100, 100, 119).entries())
                .filteredOn(entry -> entry.container().equals(second.container(2)))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.name()).isEqualTo("job");
                    assertThat(entry.composeService()).isEmpty();
                    assertThat(entry.host()).isEqualTo(second.agent().host());
                });
    }

    @Test
    void tooLongOrNoSpanIsRefused() {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> top(Ranking.CPU, 1, 0, 0));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> top(Ranking.CPU, 1, -94 * 24 * 60, 0));
    }

    @Test
    void strangerAndNobodyFindNothing() throws SQLException {
        OrganizationId other = database.organization("theirs");
        database.in(other, HistoryIT::findsNothing);
        try (Connection nobody = database.open()) {
            findsNothing(nobody);
        }
    }

    private static Void findsNothing(Connection connection) throws SQLException {
        assertThat(CHARTS.service(connection, SHOP, Optional.empty(), span(0, 180, 30), List.of()))
                .isEmpty();
        assertThat(CHARTS.history(connection, first.container(2), span(0, 180, 30), List.of()))
                .isEmpty();
        assertThat(CHARTS.recreations(connection, first.container(2), start, now))
                .isEmpty();
        assertThat(TOP.read(connection, Ranking.CPU, 10, start, now, now, RetentionTimes.DEFAULT)
                        .entries())
                .isEmpty();
        return null;
    }

    private static void compare(MetricsSeries series, Predicate<Reading> which) {
        boolean gathers = series.level() != Level.RAW || !series.step().equals(Fleet.INTERVAL);
        long width = series.step().toMillis();
        Map<Instant, Map<HostId, Map<Instant, Double>>> buckets = new TreeMap<>();
        for (Reading reading : READINGS) {
            Instant bucket = gathers
                    ? Instant.ofEpochMilli(Math.floorDiv(reading.at().toEpochMilli(), width) * width)
                    : reading.at();
            boolean within = !bucket.plusMillis(gathers ? width - 1 : 0).isBefore(series.from())
                    && reading.at().isBefore(series.to());
            if (within && which.test(reading)) {
                buckets.computeIfAbsent(bucket, any -> new HashMap<>())
                        .computeIfAbsent(reading.host(), any -> new HashMap<>())
                        .merge(reading.at(), reading.cpu(), Double::sum);
            }
        }
        Column cpu = series.columns().get(Metric.CPU_CORES);
        assertThat(cpu.avg().stream().filter(value -> value != null)).hasSameSizeAs(buckets.keySet());
        buckets.forEach((bucket, hosts) -> {
            double mean = hosts.values().stream()
                    .mapToDouble(sums -> sums.values().stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElseThrow())
                    .sum();
            int index = series.at().indexOf(bucket);
            assertThat(cpu.avg().get(index)).isCloseTo(mean, within(1e-4 * mean));
            assertThat(cpu.min().get(index)).isLessThanOrEqualTo(cpu.avg().get(index));
            assertThat(cpu.max().get(index)).isGreaterThanOrEqualTo(cpu.avg().get(index));
        });
    }

    /** Of each container its sum over the readings that its host took. */
    private static Map<ContainerId, Double> means(Ranking ranking, Instant from, Instant to) {
        List<Reading> within = READINGS.stream()
                .filter(reading -> !reading.at().isBefore(from) && reading.at().isBefore(to))
                .toList();
        Map<HostId, Long> readings = within.stream()
                .collect(Collectors.groupingBy(
                        Reading::host,
                        Collectors.collectingAndThen(
                                Collectors.mapping(
                                        Reading::container,
                                        Collectors.groupingBy(container -> container, Collectors.counting())),
                                counts -> counts.values().stream()
                                        .mapToLong(Long::longValue)
                                        .max()
                                        .orElseThrow())));
        Map<ContainerId, Double> means = new HashMap<>();
        for (Reading reading : within) {
            double value = ranking == Ranking.CPU ? reading.cpu() : reading.network();
            means.merge(reading.container(), value / readings.get(reading.host()), Double::sum);
        }
        return means;
    }

    private static MetricsHistory service(Optional<HostId> host, int fromMinute, int toMinute, int points)
            throws SQLException {
        return database.in(
                        organization,
                        connection ->
                                CHARTS.service(connection, SHOP, host, span(fromMinute, toMinute, points), List.of()))
                .orElseThrow();
    }

    private static MetricsHistory history(ContainerId container) throws SQLException {
        return database.in(
                        organization, connection -> CHARTS.history(connection, container, span(0, 180, 36), List.of()))
                .orElseThrow();
    }

    private static TopContainers top(Ranking ranking, int most, int fromMinute, int toMinute) throws SQLException {
        return database.in(
                organization,
                connection -> TOP.read(
                        connection,
                        ranking,
                        most,
                        start.plus(Duration.ofMinutes(fromMinute)),
                        start.plus(Duration.ofMinutes(toMinute)),
                        now,
                        RetentionTimes.DEFAULT));
    }

    private static ChartStore.Span span(int fromMinute, int toMinute, int points) {
        return new ChartStore.Span(
                start.plus(Duration.ofMinutes(fromMinute)),
                start.plus(Duration.ofMinutes(toMinute)),
                points,
                now,
                RetentionTimes.DEFAULT);
    }

    private static PendingBatch batch(Fleet fleet, long sequence, Instant at, Random random, int... containers) {
        ContainerSample[] samples = new ContainerSample[containers.length];
        for (int index = 0; index < containers.length; index++) {
            double cpu = random.nextInt(100_000 * containers[index]) / 1e5;
            int received = random.nextInt(1_000);
            int sent = random.nextInt(1_000);
            samples[index] =
                    new ContainerSample(containers[index], cpu, Double.NaN, 1, 2, received, sent, Double.NaN, 0, 1);
            READINGS.add(new Reading(
                    fleet.container(containers[index]), fleet.agent().host(), at, cpu, received + sent));
        }
        return fleet.batch(sequence, at, result -> {}, samples);
    }

    private static void is(
            ContainerId container, String name, String project, Instant created, Instant removed, String image)
            throws SQLException {
        database.asAdministrator(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE portreeve.containers SET name = ?, compose_project = ?, compose_service = ?, image_id = ?,"
                            + " created_at = ?, removed_at = ? WHERE id = ?")) {
                update.setString(1, name);
                update.setString(2, project);
                update.setString(3, project.isEmpty() ? "" : "front");
                update.setString(4, image);
                update.setTimestamp(5, Timestamp.from(created));
                update.setTimestamp(6, removed == null ? null : Timestamp.from(removed));
                update.setObject(7, container.value());
                return update.executeUpdate();
            }
        });
    }
}
