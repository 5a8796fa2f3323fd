package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.SqlWork;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.telemetry.Column;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.MachineMetric;
import io.portreeve.cloud.telemetry.MachineSeries;
import io.portreeve.cloud.telemetry.boundary.MachineRollups;
import io.portreeve.cloud.tenancy.RetentionTimes;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.FileSystemUsage;
import io.portreeve.contract.sample.HostSample;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three days of two machines of two organizations, some of it late and doubled, rolled up as it comes. */
class MachineRollupStoreIT {
    private static final Duration LENGTH = Duration.ofDays(3);
    private static final MachineRollupStore STORE = new MachineRollupStore();
    private static final MachineChart CHART = new MachineChart();
    private static final List<HostSample> OURS = new ArrayList<>();

    private static Instant now;
    private static Instant start;
    private static FleetDatabase database;
    private static OrganizationId organization;
    private static AuthenticatedAgent agent;

    @BeforeAll
    static void fill() throws SQLException {
        now = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes(45));
        start = now.minus(LENGTH);
        database = new FleetDatabase();
        organization = database.organization("ours");
        agent = database.agent(organization, "alpha");
        OrganizationId others = database.organization("theirs");
        AuthenticatedAgent theirs = database.agent(others, "beta");
        Random random = new Random(3);
        List<HostSample> late = new ArrayList<>();
        List<HostSample> due = new ArrayList<>();
        List<HostSample> foreign = new ArrayList<>();
        for (Instant at = start; at.isBefore(now); at = at.plusSeconds(60)) {
            HostSample sample = sample(at.plusMillis(random.nextInt(900)), random);
            OURS.add(sample);
            (random.nextInt(10) == 0 ? late : due).add(sample);
            foreign.add(sample(at, random));
            if (random.nextInt(500) == 0) {
                Collections.shuffle(late, random);
                write(organization, agent, due, at);
                write(organization, agent, late, at);
                write(organization, agent, late, at);
                write(others, theirs, foreign, at);
                due.clear();
                late.clear();
                foreign.clear();
                rollUp(at);
            }
        }
        write(organization, agent, due, now);
        write(organization, agent, late, now);
        rollUp(now);
    }

    @ParameterizedTest
    @CsvSource({
        "72, 0, 850, FIVE_MINUTES",
        "72, 0, 72, ONE_HOUR",
        "72, 0, 3, ONE_DAY",
        "48, 30, 200, FIVE_MINUTES",
        "2, 0, 360, ONE_MINUTE",
        "50, 45, 30, FIVE_MINUTES"
    })
    void chartIsWhatAllReadingsComeTo(int fromHours, int toHours, int points, Level level) throws SQLException {
        Instant from = now.minus(Duration.ofHours(fromHours));
        MachineSeries series = read(organization, from, now.minus(Duration.ofHours(toHours)), points);
        assertThat(series.level()).isEqualTo(level);
        assertThat(series.at()).isNotEmpty();
        for (int index = 0; index < series.at().size(); index++) {
            Instant bucket = series.at().get(index);
            List<HostSample> within = OURS.stream()
                    .filter(sample -> !sample.readAt().isBefore(bucket)
                            && sample.readAt().isBefore(bucket.plus(series.step()))
                            && sample.readAt().isBefore(series.to()))
                    .toList();
            compare(series, MachineMetric.CPU_USER_RATIO, index, within);
            compare(series, MachineMetric.MEMORY_USED_BYTES, index, within);
            compare(series, MachineMetric.FILE_SYSTEM_USED_RATIO, index, within);
            assertThat(series.columns().get(MachineMetric.CPU_WAIT_RATIO).avg().get(index))
                    .isNull();
        }
    }

    @Test
    void repairedTwiceItIsTheSame() throws SQLException {
        String bodies = "SELECT md5(string_agg(body::text, '' ORDER BY host_id, ts)) FROM host_rollups_1h";
        String before = text(bodies);
        run("INSERT INTO portreeve.dirty_host_buckets SELECT DISTINCT organization_id, host_id,"
                + " date_trunc('hour', ts) FROM portreeve.host_samples");
        while (database.<Boolean>inSystem(STORE::repair)) {
            assertThat(before).isNotEmpty();
        }
        assertThat(text(bodies)).isEqualTo(before);
    }

    @Test
    void lagIsTheAgeOfWhatEachLevelEndsWith() {
        Clock later = Clock.fixed(now.plus(Duration.ofMinutes(3)), ZoneOffset.UTC);
        Map<String, Duration> lags = new MachineRollups(system(), later).lags();
        // The last five minutes may still get readings, so that what ended before them is the newest there is.
        assertThat(lags.get(Level.FIVE_MINUTES.wireName())).isEqualTo(Duration.ofMinutes(8));
        assertThat(lags.get(Level.ONE_HOUR.wireName())).isEqualTo(Duration.ofMinutes(48));
        assertThat(lags.get(Level.ONE_DAY.wireName())).isGreaterThanOrEqualTo(Duration.ofMinutes(48));
        assertThat(lags).hasSize(3);
    }

    private static SystemDatabase system() {
        return new SystemDatabase() {
            @Override
            public <T> T transaction(SqlWork<T> work) {
                try {
                    return database.inSystem(work::with);
                } catch (SQLException e) {
                    throw new DatabaseException(e);
                }
            }
        };
    }

    @Test
    void strangerAndNobodyFindNothing() throws SQLException {
        MachineSeries series = read(database.organization("strangers"), start, now, 100);
        assertThat(series.columns().get(MachineMetric.LOAD1).avg()).containsOnlyNulls();
        try (Connection nobody = database.open()) {
            MachineSeries none = CHART.read(nobody, agent.host(), start, now, 100, now, RetentionTimes.DEFAULT);
            assertThat(none.columns().get(MachineMetric.LOAD1).avg()).containsOnlyNulls();
        }
    }

    @Test
    void onlyWhatIsRolledUpAndOfTheseOrganizationsIsDeleted() throws SQLException {
        OrganizationId third = database.organization("third");
        AuthenticatedAgent gamma = database.agent(third, "gamma");
        Instant notRolledUp = now.plus(Duration.ofHours(2));
        write(third, gamma, List.of(sample(start, new Random(1)), sample(notRolledUp, new Random(1))), start);
        MachineRetentionStore retention = new MachineRetentionStore();
        String left = "SELECT count(*)::text FROM host_samples WHERE host_id = '" + gamma.host() + "'";
        String all = "SELECT count(*)::text FROM host_samples WHERE host_id = '" + agent.host() + "'";
        String before = text(all);
        List<UUID> those = List.of(third.value());
        assertThat(database.<Integer>inSystem(connection ->
                        retention.delete(connection, Level.ONE_MINUTE, those, now.plus(Duration.ofDays(1)), 100)))
                .isEqualTo(1);
        assertThat(text(left)).isEqualTo("1");
        assertThat(text(all)).isEqualTo(before);
    }

    private static void compare(MachineSeries series, MachineMetric metric, int index, List<HostSample> within) {
        Column column = series.columns().get(metric);
        DoubleSummaryStatistics direct = within.stream()
                .mapToDouble(sample -> MachineReading.values(sample)[metric.place()])
                .summaryStatistics();
        if (direct.getCount() == 0) {
            assertThat(column.avg().get(index)).isNull();
            return;
        }
        assertThat(column.avg().get(index)).isCloseTo(direct.getAverage(), within(1e-5 * direct.getAverage()));
        assertThat(column.min().get(index)).isCloseTo(direct.getMin(), within(1e-6 * direct.getMin()));
        assertThat(column.max().get(index)).isCloseTo(direct.getMax(), within(1e-6 * direct.getMax()));
    }

    private static MachineSeries read(OrganizationId whose, Instant from, Instant to, int points) throws SQLException {
        return database.in(
                whose,
                connection -> CHART.read(connection, agent.host(), from, to, points, now, RetentionTimes.DEFAULT));
    }

    private static void rollUp(Instant upTo) throws SQLException {
        for (Level level : MachineRollupStore.LEVELS) {
            while (database.<Boolean>inSystem(connection -> STORE.advance(connection, level, upTo))) {
                assertThat(level).isNotNull();
            }
        }
        database.inSystem(STORE::repair);
    }

    private static void write(OrganizationId whose, AuthenticatedAgent who, List<HostSample> samples, Instant at)
            throws SQLException {
        if (samples.isEmpty()) {
            return;
        }
        database.in(whose, connection -> {
            MachineRows rows = new MachineRows();
            for (int first = 0; first < samples.size(); first += Limits.HOST_SAMPLES_PER_BATCH) {
                List<HostSample> some = List.copyOf(
                        samples.subList(first, Math.min(samples.size(), first + Limits.HOST_SAMPLES_PER_BATCH)));
                rows.add(new PendingBatch(who, 1, new HostMetrics(1, some), Map.of(), result -> {}));
            }
            rows.write(connection, whose.value());
            if (rows.anyBefore(at.minus(OrganizationWrite.LATE))) {
                rows.markLate(connection, whose.value(), at.minus(OrganizationWrite.LATE));
            }
            return null;
        });
    }

    private static void run(String sql) throws SQLException {
        database.asAdministrator(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    private static String text(String sql) throws SQLException {
        return database.inSystem(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getString(1);
            }
        });
    }

    private static HostSample sample(Instant at, Random random) {
        long free = 1L + random.nextInt(99);
        return new HostSample(
                at.truncatedTo(ChronoUnit.MILLIS),
                Duration.ofSeconds(60),
                OptionalDouble.of(random.nextInt(1_000) / 1e3),
                OptionalDouble.of(0.125),
                OptionalDouble.empty(),
                OptionalDouble.of(0),
                OptionalDouble.of(1.5),
                OptionalDouble.of(0.5),
                OptionalDouble.empty(),
                OptionalLong.of(1L << 34),
                OptionalLong.of(random.nextInt(1 << 30)),
                OptionalLong.of(0),
                OptionalLong.of(0),
                OptionalDouble.of(4096.5),
                OptionalDouble.of(0),
                OptionalDouble.empty(),
                OptionalDouble.of(12),
                OptionalLong.of(86_400),
                List.of(new FileSystemUsage("/", "ext4", 100, free, 100 - free)));
    }
}
