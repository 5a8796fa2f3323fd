package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.boundary.Redis;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.telemetry.Metric;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
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
    private static final long LINGER_MILLIS = 10;

    @Inject
    Redis redis;

    @Inject
    Clock clock;

    @Resource
    ManagedThreadFactory threads;

    private final LiveQueue queue = new LiveQueue(MOST_HOSTS);
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
    public void share(AuthenticatedAgent agent, HostReading reading, Map<Integer, ContainerId> numbers) {
        List<LatestSample> latest = new ArrayList<>(reading.samples().size());
        for (ContainerSample sample : reading.samples()) {
            ContainerId id = numbers.get(sample.container());
            if (id != null) {
                latest.add(new LatestSample(id, reading.readAt(), values(sample)));
            }
        }
        queue.offer(new LiveSamples(agent.organization(), agent.host(), reading.readAt(), latest));
    }

    /** What was just committed, of agents who send nothing live; unless it is old: a backlog is no live value. */
    public void committed(List<PendingBatch> batches) {
        Instant oldest = clock.instant().minus(Limits.LIVE_TOLERANCE);
        for (PendingBatch pending : batches) {
            HostReading reading = pending.batch().last();
            if (!pending.batch().isPacked() && reading.readAt().isAfter(oldest)) {
                share(pending.agent(), reading, pending.numbers());
            }
        }
    }

    static String topic(LiveSamples samples) {
        return "live:" + samples.organization() + ":" + samples.host().value();
    }

    private void publishForEver() {
        while (!stopped) {
            try {
                List<LiveSamples> samples = queue.take(LARGEST_PIPELINE);
                redis.attempt(client -> publish(client, samples));
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

    private static boolean publish(RedisClient client, List<LiveSamples> all) {
        try (AbstractPipeline pipeline = client.pipelined()) {
            for (LiveSamples samples : all) {
                String text = LiveJson.write(samples);
                String key = RecentReadings.key(samples.organization(), samples.host());
                pipeline.publish(topic(samples), text);
                pipeline.lpush(key, text);
                pipeline.ltrim(key, 0, RecentReadings.MOST - 1L);
                pipeline.expire(key, RecentReadings.EXPIRY.toSeconds());
            }
            pipeline.sync();
            return true;
        }
    }

    private static Map<Metric, Double> values(ContainerSample sample) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            double value = metric.of(sample);
            if (!Double.isNaN(value)) {
                values.put(metric, value);
            }
        }
        return values;
    }
}
