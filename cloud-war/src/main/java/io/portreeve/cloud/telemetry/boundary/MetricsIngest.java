package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.boundary.AppDataSource;
import io.portreeve.cloud.telemetry.IngestResult;
import io.portreeve.cloud.telemetry.control.LivePublisher;
import io.portreeve.cloud.telemetry.control.MetricsWriter;
import io.portreeve.cloud.telemetry.control.PendingBatch;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.protocol.Limits;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Takes samples in: a bounded queue and one writer that stores what is pending in as few transactions as it can. */
@ApplicationScoped
public class MetricsIngest {
    private static final Logger LOG = Logger.getLogger(MetricsIngest.class.getName());
    private static final int LARGEST_QUEUE = 4_096;
    private static final int LARGEST_TRANSACTION = 500;
    private static final long LINGER_MILLIS = 50;

    @Inject
    AppDataSource dataSource;

    @Inject
    LivePublisher live;

    @Inject
    Clock clock;

    @Resource
    ManagedThreadFactory threads;

    private final BlockingQueue<PendingBatch> queue = new ArrayBlockingQueue<>(LARGEST_QUEUE);
    private volatile boolean stopped;
    private MetricsWriter writer;
    private Thread thread;

    @PostConstruct
    void start() {
        writer = new MetricsWriter(dataSource::connection, clock, live::committed);
        thread = threads.newThread(this::writeForEver);
        thread.setName("portreeve-metrics-writer");
        thread.start();
    }

    @PreDestroy
    void stop() {
        stopped = true;
        thread.interrupt();
    }

    /**
     * Hands a batch over; never blocks. The callback comes exactly once, on any thread, perhaps before this returns.
     *
     * @param epoch of the session that brought the batch
     * @param numbers the containers that the session declared, all of the batch's among them
     */
    public void submit(
            AuthenticatedAgent agent,
            long epoch,
            MetricsBatch batch,
            Map<Integer, ContainerId> numbers,
            Consumer<IngestResult> done) {
        Instant now = clock.instant();
        if (batch.last().readAt().isAfter(now.plus(Limits.FUTURE_TOLERANCE))) {
            done.accept(new IngestResult.Rejected(
                    batch.sequence(), "sample-in-future", "The samples are ahead of the cloud's clock."));
            return;
        }
        if (batch.first().readAt().isBefore(now.minus(Limits.PAST_TOLERANCE))) {
            done.accept(new IngestResult.Rejected(
                    batch.sequence(), "sample-too-old", "The samples are older than is still taken."));
            return;
        }
        if (!queue.offer(new PendingBatch(agent, epoch, batch, numbers, done))) {
            done.accept(new IngestResult.Busy());
        }
    }

    private void writeForEver() {
        while (!stopped) {
            try {
                writer.write(pending());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "the writer of metrics goes on after a failure", e);
            }
        }
    }

    private List<PendingBatch> pending() throws InterruptedException {
        List<PendingBatch> batches = new ArrayList<>();
        batches.add(queue.take());
        // a short wait gathers what other agents send at the same tick into the same transaction
        TimeUnit.MILLISECONDS.sleep(LINGER_MILLIS);
        queue.drainTo(batches, LARGEST_TRANSACTION - 1);
        return batches;
    }
}
