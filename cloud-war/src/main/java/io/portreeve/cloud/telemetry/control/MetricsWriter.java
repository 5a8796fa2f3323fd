package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.IngestResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Writes pending batches, those of several organizations in one transaction, commits, and only then tells. When the
 * joint transaction is refused each organization gets its own, and then each batch, so that a bad one stops no other.
 */
public final class MetricsWriter {
    private static final Logger LOG = Logger.getLogger(MetricsWriter.class.getName());
    private static final String DATA_EXCEPTION = "22";
    private static final String INTEGRITY_VIOLATION = "23";

    private final ConnectionSource connections;
    private final Clock clock;
    private final Consumer<List<PendingBatch>> stored;

    /** Where connections without autocommit come from. */
    @FunctionalInterface
    public interface ConnectionSource {
        Connection open() throws SQLException;
    }

    /**
     * @param stored told of the batches that were written, after their commit
     */
    public MetricsWriter(ConnectionSource connections, Clock clock, Consumer<List<PendingBatch>> stored) {
        this.connections = connections;
        this.clock = clock;
        this.stored = stored;
    }

    /** Writes all, and calls back each batch exactly once. */
    public void write(List<PendingBatch> batches) {
        Map<UUID, List<PendingBatch>> groups = batches.stream()
                .collect(Collectors.groupingBy(
                        pending -> pending.agent().organization().value(), LinkedHashMap::new, Collectors.toList()));
        if (attempt(groups)) {
            return;
        }
        groups.forEach((organization, group) -> {
            if (groups.size() > 1 && attempt(Map.of(organization, group))) {
                return;
            }
            for (PendingBatch batch : group) {
                single(organization, batch);
            }
        });
    }

    private boolean attempt(Map<UUID, List<PendingBatch>> groups) {
        try {
            transact(groups);
            return true;
        } catch (SQLException e) {
            LOG.log(Level.FINE, "a joint transaction was refused", e);
            return false;
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "a joint transaction cannot be written", e);
            return false;
        }
    }

    private void single(UUID organization, PendingBatch batch) {
        try {
            transact(Map.of(organization, List.of(batch)));
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            if (state.startsWith(DATA_EXCEPTION) || state.startsWith(INTEGRITY_VIOLATION)) {
                LOG.log(Level.WARNING, "batch refused by the database, agent={0} sequence={1}: {2}", new Object[] {
                    batch.agent().agent(), batch.batch().sequence(), e.getMessage()
                });
                tell(batch, invalid(batch, "The database refused the batch."));
                return;
            }
            LOG.log(Level.WARNING, "metrics cannot be stored at the moment: {0}", e.getMessage());
            tell(batch, new IngestResult.Busy());
        } catch (RuntimeException e) {
            // whoever waits for an answer would wait for ever
            LOG.log(
                    Level.SEVERE,
                    e,
                    () -> "batch cannot be written: agent=" + batch.agent().agent() + " sequence="
                            + batch.batch().sequence());
            tell(batch, invalid(batch, "The batch cannot be stored."));
        }
    }

    private static IngestResult invalid(PendingBatch batch, String detail) {
        return new IngestResult.Rejected(batch.batch().sequence(), "batch-invalid", detail);
    }

    private void transact(Map<UUID, List<PendingBatch>> groups) throws SQLException {
        Map<PendingBatch, IngestResult> results = new LinkedHashMap<>();
        List<PendingBatch> written = new ArrayList<>();
        try (Connection connection = connections.open()) {
            try {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET LOCAL statement_timeout = '20s'");
                }
                for (Map.Entry<UUID, List<PendingBatch>> group : groups.entrySet()) {
                    OrganizationWrite write = new OrganizationWrite();
                    write.run(connection, group.getKey(), group.getValue(), clock.instant());
                    results.putAll(write.results());
                    written.addAll(write.written());
                }
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
        results.forEach(MetricsWriter::tell);
        tellStored(written);
    }

    private void tellStored(List<PendingBatch> written) {
        try {
            stored.accept(written);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "what was stored could not be told on", e);
        }
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static void tell(PendingBatch batch, IngestResult result) {
        try {
            batch.done().accept(result);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "the sender of a batch could not be told, agent="
                            + batch.agent().agent(),
                    e);
        }
    }
}
