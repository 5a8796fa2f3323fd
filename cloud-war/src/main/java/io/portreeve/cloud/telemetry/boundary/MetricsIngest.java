package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.telemetry.IngestResult;
import io.portreeve.cloud.telemetry.control.SampleStore;
import io.portreeve.cloud.telemetry.control.SampleTimes;
import io.portreeve.contract.message.MetricsBatch;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/** Takes in what agents have measured. */
@ApplicationScoped
public class MetricsIngest {
    private static final Logger LOG = Logger.getLogger(MetricsIngest.class.getName());
    private static final int WRITERS = 3;
    private static final int MOST_WAITING = 4_096;

    private final BlockingQueue<Submission> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final SampleStore store = new SampleStore();

    @Inject
    TenantScope scope;

    @Inject
    TenantDatabase database;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

    private List<? extends Future<?>> writers = List.of();

    private record Submission(
            AuthenticatedAgent agent,
            long epoch,
            MetricsBatch batch,
            Map<Integer, ContainerId> numbers,
            Consumer<IngestResult> answer) {}

    @PostConstruct
    void start() {
        writers = IntStream.range(0, WRITERS)
                .mapToObj(writer -> executor.submit(this::write))
                .toList();
    }

    @PreDestroy
    void stop() {
        writers.forEach(writer -> writer.cancel(true));
    }

    /**
     * Stores a batch soon; never waits. Batches of one agent are to be submitted one after the other's answer.
     *
     * @param epoch of the agent's session
     * @param numbers which containers the batch's numbers stand for, all of them
     * @param answer called once, on any thread, after the commit if the batch is stored
     */
    public void submit(
            AuthenticatedAgent agent,
            long epoch,
            MetricsBatch batch,
            Map<Integer, ContainerId> numbers,
            Consumer<IngestResult> answer) {
        Optional<IngestResult.Rejected> refusal = SampleTimes.refusal(batch, clock.instant());
        if (refusal.isPresent()) {
            answer.accept(refusal.get());
        } else if (!waiting.offer(new Submission(agent, epoch, batch, numbers, answer))) {
            answer.accept(new IngestResult.Busy());
        }
    }

    private void write() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Submission next = waiting.take();
                next.answer().accept(result(next));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private IngestResult result(Submission submission) {
        try {
            return scope.call(
                    submission.agent().organization(),
                    () -> database.transaction(connection -> store(connection, submission)));
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    e,
                    () -> "not stored: agent=" + submission.agent().agent());
            return new IngestResult.Busy();
        }
    }

    private IngestResult store(Connection connection, Submission submission) throws SQLException {
        AuthenticatedAgent agent = submission.agent();
        MetricsBatch batch = submission.batch();
        if (!store.holdsEpoch(connection, agent, submission.epoch())) {
            return new IngestResult.Rejected(
                    batch.sequence(), IngestResult.Rejected.SUPERSEDED, "A newer session of the agent took over.");
        }
        if (store.advanceCursor(connection, agent, batch.sequence())) {
            Instant now = clock.instant();
            store.store(connection, agent, batch, submission.numbers(), SampleTimes.isLate(batch.readAt(), now));
        }
        return new IngestResult.Stored(batch.sequence());
    }
}
