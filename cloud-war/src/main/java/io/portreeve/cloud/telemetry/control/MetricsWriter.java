package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.IngestResult;
import io.portreeve.cloud.telemetry.control.MetricsTransaction.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes pending batches, those of several organizations in one transaction, commits, and only then tells. When a
 * transaction is refused its halves get one each, and so on, so that a bad batch stops no other.
 */
public final class MetricsWriter {
    private static final Logger LOG = Logger.getLogger(MetricsWriter.class.getName());

    private final Attempt quickly;
    private final Attempt carefully;
    private final Consumer<List<PendingBatch>> stored;

    /** Where connections without autocommit come from. */
    @FunctionalInterface
    public interface ConnectionSource {
        Connection open() throws SQLException;
    }

    @FunctionalInterface
    private interface Attempt {
        Outcome store(List<PendingBatch> batches) throws SQLException;
    }

    /**
     * @param stored told of the batches that were written, after their commit
     */
    public MetricsWriter(ConnectionSource connections, Clock clock, Consumer<List<PendingBatch>> stored) {
        MetricsTransaction transaction = new MetricsTransaction(connections, clock);
        quickly = transaction::store;
        carefully = transaction::storeCarefully;
        this.stored = stored;
    }

    /**
     * Writes all, and calls back each batch exactly once.
     *
     * @return false if the database was away; whoever comes again had better wait a little
     */
    public boolean write(List<PendingBatch> batches) {
        // neighbours are of one organization, so that each half has few
        List<PendingBatch> sorted = batches.stream()
                .sorted(Comparator.comparing(PendingBatch::organization))
                .toList();
        return attempt(sorted, quickly);
    }

    private boolean attempt(List<PendingBatch> batches, Attempt attempt) {
        Outcome outcome;
        try {
            outcome = attempt.store(batches);
        } catch (SQLException e) {
            return failed(batches, attempt, e);
        } catch (RuntimeException e) {
            // whoever waits for an answer would wait for ever
            if (batches.size() > 1) {
                return halves(batches, attempt);
            }
            refused(batches.get(0), e);
            return true;
        }
        outcome.answers().forEach(answer -> tell(answer.batch(), answer.result()));
        tellStored(outcome.stored());
        return true;
    }

    private boolean failed(List<PendingBatch> batches, Attempt attempt, SQLException reason) {
        WriteFailure failure = WriteFailure.of(reason);
        if (failure == WriteFailure.AWAY) {
            busy(batches, reason);
            return false;
        }
        if (failure == WriteFailure.LOCKED && attempt == quickly) {
            return attempt(batches, carefully);
        }
        if (batches.size() > 1) {
            return halves(batches, attempt);
        }
        if (failure == WriteFailure.BAD_DATA) {
            refused(batches.get(0), reason);
        } else {
            busy(batches, reason);
        }
        return true;
    }

    private boolean halves(List<PendingBatch> batches, Attempt attempt) {
        int half = batches.size() / 2;
        boolean reached = attempt(batches.subList(0, half), attempt);
        return attempt(batches.subList(half, batches.size()), attempt) && reached;
    }

    private static void busy(List<PendingBatch> batches, SQLException reason) {
        LOG.log(Level.WARNING, "metrics cannot be stored at the moment, batches={0}: {1}", new Object[] {
            batches.size(), reason.getMessage()
        });
        batches.forEach(batch -> tell(batch, new IngestResult.Busy()));
    }

    private static void refused(PendingBatch batch, Exception reason) {
        LOG.log(
                Level.WARNING,
                "batch cannot be stored: agent=" + batch.agent().agent() + " sequence=" + batch.sequence(),
                reason);
        tell(batch, new IngestResult.Rejected(batch.sequence(), "batch-invalid", "The batch cannot be stored."));
    }

    private void tellStored(List<PendingBatch> written) {
        try {
            stored.accept(written);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "what was stored could not be told on", e);
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
