package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.boundary.Redis;
import io.portreeve.contract.message.LiveMetrics;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;

/**
 * Tells all nodes of what was read, and keeps each host's last readings in Redis until they are in the database. One
 * thread sends many hosts' values at once. Without Redis they are dropped; the history does not depend on it.
 */
@ApplicationScoped
public class LivePublisher {
    private static final Logger LOG = Logger.getLogger(LivePublisher.class.getName());
    private static final int MOST_HOSTS = 50_000;
    private static final int LARGEST_PIPELINE = 256;
    private static final long LINGER_MILLIS = 25;

    @Inject
    Redis redis;

    @Inject
    Clock clock;

    @Resource
    ManagedThreadFactory threads;

    private final LiveQueue queue = new LiveQueue(MOST_HOSTS);
    private final KeyUpkeep upkeep = new KeyUpkeep(MOST_HOSTS);
    private volatile boolean stopped;
    private Thread thread;

    @PostConstruct
    void start() {
        thread = threads.newThread(this::publishForEver);
        thread.setName("portreeve-live");
        thread.start();
    }

    @PreDestroy
    void stop() {
        stopped = true;
        thread.interrupt();
    }

    /** Values of an agent that sends them live; those of other numbers are passed over. Never blocks. */
    public void share(AuthenticatedAgent agent, LiveMetrics live, Map<Integer, ContainerId> numbers) {
        queue.offer(new LiveReading(agent.organization(), agent.host(), live.reading(), live.extra(), numbers));
    }

    /** What was just committed, of agents who send nothing live; unless it is old: a backlog is no live value. */
    public void committed(List<PendingBatch> batches) {
        Instant oldest = clock.instant().minus(Limits.LIVE_TOLERANCE);
        for (PendingBatch pending : batches) {
            if (pending.batch() instanceof MetricsBatch batch
                    && !batch.isPacked()
                    && batch.last().readAt().isAfter(oldest)) {
                share(pending.agent(), new LiveMetrics(batch.last()), pending.numbers());
            }
        }
    }

    static String topic(LiveReading live) {
        return "live:" + live.organization() + ":" + live.host().value();
    }

    private void publishForEver() {
        while (!stopped) {
            try {
                List<LiveReading> readings = queue.take(LARGEST_PIPELINE);
                if (redis.attempt(client -> publish(client, readings)).isEmpty()) {
                    upkeep.forget();
                }
                // what comes meanwhile goes together
                TimeUnit.MILLISECONDS.sleep(LINGER_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "live values could not be told", e);
            }
        }
    }

    private boolean publish(RedisClient client, List<LiveReading> readings) {
        Instant now = clock.instant();
        try (AbstractPipeline pipeline = client.pipelined()) {
            for (LiveReading live : readings) {
                String text = LiveText.write(live);
                pipeline.publish(topic(live), text);
                if (live.extra()) {
                    continue;
                }
                String key = RecentReadings.key(live.organization(), live.host());
                pipeline.lpush(key, text);
                if (upkeep.isDue(live.host(), now)) {
                    pipeline.ltrim(key, 0, RecentReadings.MOST - 1L);
                    pipeline.expire(key, RecentReadings.EXPIRY.toSeconds());
                }
            }
            pipeline.sync();
            return true;
        }
    }
}
