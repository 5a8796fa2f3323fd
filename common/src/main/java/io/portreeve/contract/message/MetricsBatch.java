package io.portreeve.contract.message;

import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * Readings of less than {@code Limits.BATCH_SPAN}, in order of time, on their way into the history.
 *
 * <p>A packed batch names its containers by the engine's ids, so that it means the same on any connection; the number of
 * a sample is then a place in that list. One that is not packed has a single reading, whose samples have the numbers
 * that the connection's inventory declared; it is what agents send to a cloud that does not understand {@link
 * io.portreeve.contract.protocol.Capability#TWO_STREAMS}.
 *
 * @param sequence number in {@link Stream#METRICS}
 * @param containers the engine's ids, each once; all of them are in the connection's inventory. Empty: not packed
 * @param readings 1 to {@code Limits.READINGS_PER_BATCH}
 */
public record MetricsBatch(long sequence, List<String> containers, List<HostReading> readings)
        implements AgentMessage, Durable {
    public MetricsBatch {
        containers = List.copyOf(containers);
        readings = List.copyOf(readings);
        if (readings.isEmpty() || readings.size() > Limits.READINGS_PER_BATCH) {
            throw new IllegalArgumentException(readings.size() + " readings");
        }
        if (containers.isEmpty() && readings.size() > 1) {
            throw new IllegalArgumentException("several readings without the ids of their containers");
        }
        requireIds(containers);
        requireOrder(readings);
        for (HostReading reading : readings) {
            requireNamed(containers, reading);
        }
    }

    /** One reading that is not packed. */
    public MetricsBatch(long sequence, Instant readAt, Duration interval, List<ContainerSample> samples) {
        this(sequence, List.of(), List.of(new HostReading(readAt, interval, samples)));
    }

    @Override
    public Stream stream() {
        return Stream.METRICS;
    }

    public boolean isPacked() {
        return !containers.isEmpty();
    }

    public HostReading first() {
        return readings.get(0);
    }

    public HostReading last() {
        return readings.get(readings.size() - 1);
    }

    private static void requireIds(List<String> containers) {
        if (containers.size() > Limits.CONTAINERS_PER_HOST) {
            throw new IllegalArgumentException(containers.size() + " containers");
        }
        HashSet<String> seen = new HashSet<>();
        for (String id : containers) {
            if (!ContainerFacts.isDockerId(id) || !seen.add(id)) {
                throw new IllegalArgumentException("no id of a container, or twice the same");
            }
        }
    }

    private static void requireOrder(List<HostReading> readings) {
        for (int index = 1; index < readings.size(); index++) {
            HostReading before = readings.get(index - 1);
            HostReading reading = readings.get(index);
            if (!reading.readAt().isAfter(before.readAt())) {
                throw new IllegalArgumentException("readings must be in order of time");
            }
        }
        Instant end = readings.get(0).readAt().plus(Limits.BATCH_SPAN);
        if (!readings.get(readings.size() - 1).readAt().isBefore(end)) {
            throw new IllegalArgumentException("readings must be less than " + Limits.BATCH_SPAN + " apart");
        }
    }

    private static void requireNamed(List<String> containers, HostReading reading) {
        for (ContainerSample sample : reading.samples()) {
            if (!containers.isEmpty() && sample.container() >= containers.size()) {
                throw new IllegalArgumentException("sample of container " + sample.container() + ", which has no id");
            }
        }
    }
}
