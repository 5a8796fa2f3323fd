package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.boundary.AppDataSource;
import io.portreeve.cloud.telemetry.IngestResult;
import io.portreeve.cloud.telemetry.control.Linger;
import io.portreeve.cloud.telemetry.control.LivePublisher;
import io.portreeve.cloud.telemetry.control.MetricsWriter;
import io.portreeve.cloud.telemetry.control.PendingBatch;
import io.portreeve.cloud.telemetry.control.SampleAllowance;
import io.portreeve.cloud.tenancy.boundary.Quotas;
import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.HostSample;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
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

/**
 * Takes samples of containers and machines in: a bounded queue, and one writer that stores what is pending in as few
 * transactions as it can.
 */
@ApplicationScoped
public class MetricsIngest {
    private static final Logger LOG = Logger.getLogger(MetricsIngest.class.getName());
    private static final int LARGEST_QUEUE = 4_096;
    private static final int LARGEST_TRANSACTION = 500;
    private static final long LOOK_MILLIS = 50;
    private static final long SHORTEST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    @Inject
    AppDataSource dataSource;

    @Inject
    LivePublisher live;

    @Inject
    Clock clock;

    @Inject
    Quotas quotas;

    @Resource
    ManagedThreadFactory threads;

    private final BlockingQueue<PendingBatch> queue = new ArrayBlockingQueue<>(LARGEST_QUEUE);
    private final SampleAllowance allowance = new SampleAllowance();
    private volatile boolean stopped;
    private Duration linger = Linger.SHORT;
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
        Instant first = batch.first().readAt();
        Instant last = batch.last().readAt();
        OrganizationId organization = agent.organization();
        int samples = batch.readings().stream()
                .mapToInt(reading -> reading.samples().size())
                .sum();
        if (isAllowed(organization, samples, batch.sequence(), done)) {
            Consumer<IngestResult> told = counted(organization, samples, done);
            enqueue(new PendingBatch(agent, epoch, batch, numbers, told), first, last);
        }
    }

    /** The same for what the agent's machine does. */
    public void submit(AuthenticatedAgent agent, long epoch, HostMetrics batch, Consumer<IngestResult> done) {
        List<Instant> moments =
                batch.samples().stream().map(HostSample::readAt).sorted().toList();
        OrganizationId organization = agent.organization();
        int samples = batch.samples().size();
        if (isAllowed(organization, samples, batch.sequence(), done)) {
            Consumer<IngestResult> told = counted(organization, samples, done);
            enqueue(
                    new PendingBatch(agent, epoch, batch, Map.of(), told),
                    moments.get(0),
                    moments.get(moments.size() - 1));
        }
    }

    /** If not, that is told. */
    private boolean isAllowed(OrganizationId organization, int samples, long sequence, Consumer<IngestResult> done) {
        int perMinute = quotas.of(organization).samplesPerMinute();
        boolean allowed = allowance.take(organization, samples, perMinute, clock.instant());
        if (!allowed) {
            done.accept(new IngestResult.Rejected(
                    sequence, "sample-quota-reached", "The organization may send " + perMinute + " samples a minute."));
        }
        return allowed;
    }

    /** What is not stored did not count. */
    private Consumer<IngestResult> counted(OrganizationId organization, int samples, Consumer<IngestResult> done) {
        return result -> {
            if (!(result instanceof IngestResult.Stored)) {
                allowance.giveBack(organization, samples);
            }
            done.accept(result);
        };
    }

    private void enqueue(PendingBatch pending, Instant first, Instant last) {
        Instant now = clock.instant();
        if (last.isAfter(now.plus(Limits.FUTURE_TOLERANCE))) {
            refuse(pending, "sample-in-future", "The samples are ahead of the cloud's clock.");
        } else if (first.isBefore(now.minus(Limits.PAST_TOLERANCE))) {
            refuse(pending, "sample-too-old", "The samples are older than is still taken.");
        } else if (!queue.offer(pending)) {
            pending.done().accept(new IngestResult.Busy());
        }
    }

    private static void refuse(PendingBatch pending, String code, String detail) {
        pending.done().accept(new IngestResult.Rejected(pending.batch().sequence(), code, detail));
    }

    private void writeForEver() {
        long pauseMillis = SHORTEST_PAUSE_MILLIS;
        while (!stopped) {
            try {
                if (writer.write(pending())) {
                    pauseMillis = SHORTEST_PAUSE_MILLIS;
                } else {
                    // meanwhile batches wait here, each agent's one, or where they came from
                    TimeUnit.MILLISECONDS.sleep(pauseMillis);
                    pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
                }
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
        long until = System.nanoTime() + linger.toNanos();
        while (queue.size() < LARGEST_TRANSACTION && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        queue.drainTo(batches, LARGEST_TRANSACTION - 1);
        linger = Linger.after(batches.size(), linger);
        return batches;
    }
}
