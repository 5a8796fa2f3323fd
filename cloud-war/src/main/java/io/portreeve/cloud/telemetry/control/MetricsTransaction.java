package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.IngestResult;
import io.portreeve.contract.message.Stream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Stores batches of several organizations, all or none of them; when it returns they are committed. */
final class MetricsTransaction {
    /** Above the longest that a row is held by anybody who is well. */
    private static final String LIMITS = "SET LOCAL statement_timeout = '20s'; SET LOCAL lock_timeout = '2s'";

    private final MetricsWriter.ConnectionSource connections;
    private final Clock clock;

    /** What to tell of a batch. */
    record Answer(PendingBatch batch, IngestResult result) {}

    /**
     * @param answers one for each batch
     * @param stored the batches that were stored now, not earlier
     */
    record Outcome(List<Answer> answers, List<PendingBatch> stored) {}

    MetricsTransaction(MetricsWriter.ConnectionSource connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /** Quickly if every batch is as it ought to be, else with a close look at each. */
    Outcome store(List<PendingBatch> batches) throws SQLException {
        try (Connection connection = open()) {
            try {
                limitTime(connection);
                Outcome outcome;
                if (new JointWrite(connection, clock.instant().minus(OrganizationWrite.LATE)).run(batches)) {
                    outcome = allStored(batches);
                } else {
                    connection.rollback();
                    limitTime(connection);
                    outcome = carefully(connection, batches);
                }
                connection.commit();
                return outcome;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    /** With a close look at each; those whose rows others hold are left out. */
    Outcome storeCarefully(List<PendingBatch> batches) throws SQLException {
        try (Connection connection = open()) {
            try {
                limitTime(connection);
                Outcome outcome = carefully(connection, batches);
                connection.commit();
                return outcome;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private Connection open() throws SQLException {
        try {
            return connections.open();
        } catch (SQLException e) {
            throw new WriteFailure.UnreachableException(e);
        }
    }

    private static void limitTime(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LIMITS);
        }
    }

    private static Outcome allStored(List<PendingBatch> batches) {
        return new Outcome(
                batches.stream()
                        .map(batch -> new Answer(batch, new IngestResult.Stored(batch.sequence())))
                        .toList(),
                batches);
    }

    private Outcome carefully(Connection connection, List<PendingBatch> batches) throws SQLException {
        record Group(UUID organization, Stream stream) {}
        Map<Group, List<PendingBatch>> groups = batches.stream()
                .collect(Collectors.groupingBy(
                        batch -> new Group(batch.organization(), batch.batch().stream()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>());
        Instant now = clock.instant();
        for (Map.Entry<Group, List<PendingBatch>> group : groups.entrySet()) {
            OrganizationWrite write = new OrganizationWrite();
            write.run(connection, group.getKey().organization(), group.getValue(), now);
            outcome.answers().addAll(write.answers());
            outcome.stored().addAll(write.written());
        }
        return outcome;
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
