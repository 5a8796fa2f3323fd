package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.platform.boundary.Redis;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.telemetry.Metric;
import io.portreeve.contract.sample.ContainerSample;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tells all nodes of what was just committed, unless it is old: a backlog is no live value. */
@ApplicationScoped
public class LivePublisher {
    private static final Duration LIVE = Duration.ofMinutes(1);

    @Inject
    Redis redis;

    @Inject
    Clock clock;

    public void publish(List<PendingBatch> batches) {
        Instant oldest = clock.instant().minus(LIVE);
        for (PendingBatch pending : batches) {
            if (pending.batch().readAt().isAfter(oldest)) {
                LiveSamples samples = samples(pending);
                redis.publish(topic(samples), LiveJson.write(samples));
            }
        }
    }

    static String topic(LiveSamples samples) {
        return "live:" + samples.organization() + ":" + samples.host().value();
    }

    private static LiveSamples samples(PendingBatch pending) {
        Instant at = pending.batch().readAt();
        List<LatestSample> latest = pending.batch().samples().stream()
                .map(sample -> new LatestSample(pending.numbers().get(sample.container()), at, values(sample)))
                .toList();
        return new LiveSamples(pending.agent().organization(), pending.agent().host(), at, latest);
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
