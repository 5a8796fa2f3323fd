package io.portreeve.contract.message;

import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.HostSample;
import java.util.List;

/**
 * What the host's machine does; for a cloud whose WELCOME names {@link
 * io.portreeve.contract.protocol.Capability#HOST_METRICS}.
 *
 * @param sequence number in {@link Stream#HOST_METRICS}
 * @param samples at least one, at most {@code Limits.HOST_SAMPLES_PER_BATCH}
 */
public record HostMetrics(long sequence, List<HostSample> samples) implements AgentMessage, Durable {
    public HostMetrics {
        samples = List.copyOf(samples);
        if (samples.isEmpty() || samples.size() > Limits.HOST_SAMPLES_PER_BATCH) {
            throw new IllegalArgumentException("a batch has 1 to " + Limits.HOST_SAMPLES_PER_BATCH + " samples");
        }
    }

    @Override
    public Stream stream() {
        return Stream.HOST_METRICS;
    }
}
