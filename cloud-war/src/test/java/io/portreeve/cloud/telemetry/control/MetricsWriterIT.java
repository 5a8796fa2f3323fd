package io.portreeve.cloud.telemetry.control;

import static io.portreeve.cloud.telemetry.control.Fleet.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.control.AgentStore;
import io.portreeve.cloud.telemetry.IngestResult;
import io.portreeve.cloud.telemetry.IngestResult.Busy;
import io.portreeve.cloud.telemetry.IngestResult.Rejected;
import io.portreeve.cloud.telemetry.IngestResult.Stored;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.Metric;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MetricsWriterIT {
    private static FleetDatabase database;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    private final List<PendingBatch> told = new ArrayList<>();
    private final MetricsWriter writer = new MetricsWriter(database::open, clock, told::addAll);
    private final List<IngestResult> results = new ArrayList<>();

    @BeforeAll
    static void createDatabase() {
        database = new FleetDatabase();
    }

    @Test
    void rowsAreThereWhenTheAnswerComes() throws SQLException {
        Fleet fleet = Fleet.create(database, 2);
        List<Long> seen = new ArrayList<>();
        Consumer<IngestResult> look = result -> seen.add(samples(fleet));
        writer.write(List.of(fleet.batch(1, now, look, sample(1, 0.5), sample(2, 0.5))));
        assertThat(seen).containsExactly(2L);
        assertThat(told).hasSize(1);
    }

    @Test
    void batchCountsOnceHoweverOftenItComes() throws SQLException {
        Fleet fleet = Fleet.create(database, 1);
        PendingBatch batch = fleet.batch(1, now, results::add, sample(1, 0.5));
        writer.write(List.of(batch, fleet.batch(1, now, results::add, sample(1, 0.5))));
        writer.write(List.of(batch));
        assertThat(results).containsExactly(new Stored(1), new Stored(1), new Stored(1));
        assertThat(samples(fleet)).isEqualTo(1);
        assertThat(told).hasSize(1);
    }

    @Test
    void readingsOfAMinuteAreStoredWithOneNumber() throws SQLException {
        Fleet fleet = Fleet.create(database, 2);
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        PendingBatch batch = fleet.packed(
                7, results::add, Map.of(minute, 0.25, minute.plusSeconds(10), 0.5, minute.plusSeconds(20), 0.75));
        writer.write(List.of(batch));
        writer.write(List.of(batch));
        assertThat(results).containsExactly(new Stored(7), new Stored(7));
        assertThat(samples(fleet)).isEqualTo(6);
        assertThat(fleet.count("container_minutes")).isEqualTo(2);
        assertThat(latest(fleet, 0.75)).isEqualTo(2);
    }

    @Test
    void badBatchStopsNoOther() throws SQLException {
        Fleet ours = Fleet.create(database, 1);
        Fleet ourOther = Fleet.in(database, ours.organization(), 1);
        Fleet theirs = Fleet.create(database, 1);
        Map<String, IngestResult> answers = new HashMap<>();
        PendingBatch bad = new PendingBatch(
                ours.agent(),
                ours.epoch(),
                new MetricsBatch(1, now, Fleet.INTERVAL, List.of(sample(1, 0.5))),
                Map.of(1, new ContainerId(UUID.randomUUID())),
                result -> answers.put("bad", result));
        writer.write(List.of(
                bad,
                ourOther.batch(1, now, result -> answers.put("ours", result), sample(1, 0.5)),
                theirs.batch(1, now, result -> answers.put("theirs", result), sample(1, 0.5))));
        assertThat(answers.get("bad"))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("batch-invalid"));
        assertThat(answers).containsEntry("ours", new Stored(1)).containsEntry("theirs", new Stored(1));
        assertThat(samples(ours)).isEqualTo(1);
        assertThat(samples(theirs)).isEqualTo(1);
    }

    @Test
    void containerOfAnotherOrganizationIsRefused() throws SQLException {
        Fleet ours = Fleet.create(database, 1);
        Fleet theirs = Fleet.create(database, 1);
        writer.write(List.of(new PendingBatch(
                ours.agent(),
                ours.epoch(),
                new MetricsBatch(1, now, Fleet.INTERVAL, List.of(sample(1, 0.5))),
                theirs.numbers(),
                results::add)));
        assertThat(results).singleElement().isInstanceOf(Rejected.class);
        assertThat(samples(ours)).isZero();
        assertThat(samples(theirs)).isZero();
    }

    @Test
    void batchThatBreaksTheWriterIsAnsweredAndStopsNoOther() throws SQLException {
        Fleet ours = Fleet.create(database, 1);
        Fleet theirs = Fleet.create(database, 1);
        writer.write(List.of(
                ours.batch(1, now, results::add, sample(99, 0.5)), theirs.batch(1, now, results::add, sample(1, 0.5))));
        assertThat(results).hasSize(2).hasOnlyElementsOfTypes(Rejected.class, Stored.class);
        assertThat(samples(theirs)).isEqualTo(1);
    }

    @Test
    void largestNumbersAreStored() throws SQLException {
        Fleet fleet = Fleet.create(database, 1);
        double most = Double.MAX_VALUE;
        ContainerSample largest = new ContainerSample(1, most, most, most, most, most, most, most, most, most);
        Duration forEver = Duration.ofMillis(Long.MAX_VALUE);
        writer.write(List.of(new PendingBatch(
                fleet.agent(),
                fleet.epoch(),
                new MetricsBatch(1, now, forEver, List.of(largest)),
                fleet.numbers(),
                results::add)));
        assertThat(results).containsExactly(new Stored(1));
        assertThat(fleet.stored()).singleElement().satisfies(stored -> {
            assertThat(stored.value(Metric.CPU_CORES)).isPositive().isFinite();
            assertThat(stored.value(Metric.MEMORY_BYTES)).isPositive().isLessThan(Long.MAX_VALUE);
            assertThat(stored.value(Metric.PIDS)).isEqualTo(Integer.MAX_VALUE);
        });
    }

    @Test
    void missingValuesAreGaps() throws SQLException {
        Fleet fleet = Fleet.create(database, 1);
        double none = Double.NaN;
        writer.write(List.of(
                fleet.batch(1, now, results::add, new ContainerSample(1, 0.5, none, 1, 2, none, none, 5, 6, none))));
        assertThat(fleet.stored()).singleElement().satisfies(stored -> {
            assertThat(stored.value(Metric.CPU_CORES)).isEqualTo(0.5);
            assertThat(stored.value(Metric.CPU_THROTTLED_RATIO)).isNaN();
            assertThat(stored.value(Metric.NETWORK_RECEIVED_BYTES_PER_SECOND)).isNaN();
            assertThat(stored.value(Metric.BLOCK_WRITTEN_BYTES_PER_SECOND)).isEqualTo(6);
            assertThat(stored.value(Metric.PIDS)).isNaN();
        });
    }

    @Test
    void olderSessionIsFenced() throws SQLException {
        Fleet fleet = Fleet.create(database, 1);
        database.in(fleet.organization(), connection -> FleetDatabase.begin(connection, fleet.agent(), now));
        writer.write(List.of(fleet.batch(1, now, results::add, sample(1, 0.5))));
        assertThat(results)
                .singleElement()
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo(Rejected.SUPERSEDED));
        assertThat(samples(fleet)).isZero();
    }

    @Test
    void batchWithoutSamplesIsStored() throws SQLException {
        Fleet fleet = Fleet.create(database, 1);
        writer.write(List.of(fleet.batch(1, now, results::add)));
        assertThat(results).containsExactly(new Stored(1));
        assertThat(fleet.count("agent_cursors where stream = 'metrics' and sequence = 1"))
                .isEqualTo(1);
    }

    @Test
    void newestSampleIsTheLatestWhateverTheOrder() throws SQLException {
        Fleet fleet = Fleet.create(database, 1);
        writer.write(List.of(fleet.batch(1, now, results::add, sample(1, 0.5))));
        writer.write(List.of(fleet.batch(2, now.minusSeconds(60), results::add, sample(1, 0.25))));
        assertThat(latest(fleet, 0.5)).isEqualTo(1);
        writer.write(List.of(
                fleet.batch(3, now.plusSeconds(20), results::add, sample(1, 0.75)),
                fleet.batch(4, now.plusSeconds(10), results::add, sample(1, 0.25))));
        assertThat(latest(fleet, 0.75)).isEqualTo(1);
        assertThat(samples(fleet)).isEqualTo(4);
    }

    @Test
    void listenerThatFailsStopsNothing() throws SQLException {
        Fleet fleet = Fleet.create(database, 1);
        MetricsWriter deaf = new MetricsWriter(database::open, clock, batches -> {
            throw new IllegalStateException("nobody listens");
        });
        deaf.write(List.of(fleet.batch(1, now, results::add, sample(1, 0.5))));
        assertThat(results).containsExactly(new Stored(1));
    }

    @Test
    void manyOrganizationsAreWrittenTogether() throws SQLException {
        List<Fleet> fleets = new ArrayList<>();
        List<PendingBatch> batches = new ArrayList<>();
        for (int organization = 0; organization < 22; organization++) {
            Fleet fleet = Fleet.create(database, 2);
            fleets.add(fleet);
            batches.add(fleet.batch(1, now, results::add, sample(1, 0.5), sample(2, 0.5)));
            batches.add(fleet.machine(1, now, results::add));
        }
        assertThat(writer.write(batches)).isTrue();
        assertThat(results).hasSize(44).containsOnly(new Stored(1));
        for (Fleet fleet : fleets) {
            assertThat(samples(fleet)).isEqualTo(2);
            assertThat(fleet.count("host_samples")).isEqualTo(1);
            assertThat(fleet.count("agent_cursors where sequence = 1")).isEqualTo(2);
        }
    }

    @Test
    void machineCountsOnceHoweverOftenItComes() throws SQLException {
        Fleet fleet = Fleet.create(database, 1);
        writer.write(List.of(fleet.machine(1, now, results::add)));
        writer.write(List.of(
                fleet.machine(1, now, results::add),
                fleet.batch(1, now, results::add, sample(1, 0.5)),
                fleet.machine(2, now.plusSeconds(60), results::add)));
        assertThat(results).containsExactlyInAnyOrder(new Stored(1), new Stored(1), new Stored(1), new Stored(2));
        assertThat(fleet.count("host_samples")).isEqualTo(2);
        assertThat(told).hasSize(3);
    }

    @Test
    void batchWhoseAgentIsHeldComesLaterAndStopsNoOther() throws SQLException {
        Fleet held = Fleet.create(database, 1);
        Fleet free = Fleet.create(database, 1);
        Map<String, IngestResult> answers = new HashMap<>();
        List<PendingBatch> batches = List.of(
                held.batch(1, now, result -> answers.put("held", result), sample(1, 0.5)),
                free.batch(1, now, result -> answers.put("free", result), sample(1, 0.5)));
        database.in(held.organization(), connection -> {
            new AgentStore().holdsEpoch(connection, held.agent(), held.epoch());
            return writer.write(batches);
        });
        assertThat(answers).containsEntry("free", new Stored(1)).containsEntry("held", new Busy());
        assertThat(samples(free)).isEqualTo(1);
        assertThat(samples(held)).isZero();
        writer.write(batches);
        assertThat(answers).containsEntry("free", new Stored(1)).containsEntry("held", new Stored(1));
    }

    @Test
    void databaseThatIsAwayIsToldOfAndRefusesNothing() throws SQLException {
        Fleet fleet = Fleet.create(database, 1);
        MetricsWriter alone = new MetricsWriter(
                () -> {
                    throw new SQLException("nobody there");
                },
                clock,
                told::addAll);
        boolean reached = alone.write(List.of(fleet.batch(1, now, results::add, sample(1, 0.5))));
        assertThat(reached).isFalse();
        assertThat(results).containsExactly(new Busy());
    }

    @Test
    void lostConnectionsLoseNoAcknowledgedBatchAndDoubleNone() throws SQLException {
        Fleet ours = Fleet.create(database, 1);
        Fleet theirs = Fleet.create(database, 1);
        MetricsWriter shaken = new MetricsWriter(new ShakyConnections(new Random(7))::open, clock, told::addAll);
        int busy = 0;
        for (int sequence = 1; sequence <= 30; sequence++) {
            List<Fleet> open = new ArrayList<>(List.of(ours, theirs));
            while (!open.isEmpty()) {
                Map<Fleet, IngestResult> answers = new HashMap<>();
                List<PendingBatch> batches = new ArrayList<>();
                for (Fleet fleet : open) {
                    Instant at = now.plusMillis(sequence);
                    batches.add(fleet.batch(sequence, at, result -> answers.put(fleet, result), sample(1, 0.5)));
                }
                shaken.write(batches);
                assertThat(answers.keySet()).containsExactlyInAnyOrderElementsOf(open);
                for (Fleet fleet : List.copyOf(open)) {
                    if (answers.get(fleet) instanceof Stored) {
                        assertThat(samples(fleet)).isEqualTo(sequence);
                        open.remove(fleet);
                    } else {
                        assertThat(answers.get(fleet)).isInstanceOf(Busy.class);
                        busy++;
                    }
                }
            }
        }
        assertThat(busy).isPositive();
        assertThat(samples(ours)).isEqualTo(30);
        assertThat(samples(theirs)).isEqualTo(30);
    }

    private static long samples(Fleet fleet) {
        try {
            return fleet.stored().size();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Connections whose server ends now before the commit, now after it, unheard, and now at once. */
    private static final class ShakyConnections {
        private final Random random;

        ShakyConnections(Random random) {
            this.random = random;
        }

        Connection open() throws SQLException {
            Connection connection = database.open();
            int fate = random.nextInt(5);
            if (fate == 0) {
                terminate(connection);
            }
            return (Connection) Proxy.newProxyInstance(
                    MetricsWriterIT.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("commit") && fate == 1) {
                            terminate(connection);
                        }
                        try {
                            Object result = method.invoke(connection, arguments);
                            if (method.getName().equals("commit") && fate == 2) {
                                throw new SQLException("the answer is lost", "08006");
                            }
                            return result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private static void terminate(Connection connection) throws SQLException {
            int server;
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
                row.next();
                server = row.getInt(1);
            }
            database.asAdministrator(administrator -> {
                try (PreparedStatement terminate =
                        administrator.prepareStatement("select pg_terminate_backend(?, 10000)")) {
                    terminate.setInt(1, server);
                    return terminate.execute();
                }
            });
        }
    }

    /** Containers whose newest stored value of processor time is this. */
    private static long latest(Fleet fleet, double cpuCores) throws SQLException {
        return fleet.database()
                .in(
                        fleet.organization(),
                        connection -> new LatestStore()
                                .all(connection).stream()
                                        .flatMap(row -> row.stored().stream())
                                        .filter(sample -> sample.values().get(Metric.CPU_CORES) == cpuCores)
                                        .count());
    }
}
