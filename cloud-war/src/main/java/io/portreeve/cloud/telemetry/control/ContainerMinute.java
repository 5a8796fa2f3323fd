package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The readings of one container within a batch, at least one, in order of time. */
final class ContainerMinute {
    private final UUID container;
    private final long[] millis;
    private final ContainerSample[] samples;
    private int readings;

    private ContainerMinute(UUID container, int most) {
        this.container = container;
        millis = new long[most];
        samples = new ContainerSample[most];
    }

    /** Of all containers in a batch, whose samples' numbers stand for these. */
    static Collection<ContainerMinute> of(MetricsBatch batch, Map<Integer, ContainerId> numbers) {
        return batch.isPacked() ? byPlace(batch, numbers) : byNumber(batch, numbers);
    }

    private static List<ContainerMinute> byPlace(MetricsBatch batch, Map<Integer, ContainerId> numbers) {
        ContainerMinute[] places = new ContainerMinute[batch.containers().size()];
        int count = batch.readings().size();
        for (HostReading reading : batch.readings()) {
            long at = reading.readAt().toEpochMilli();
            for (ContainerSample sample : reading.samples()) {
                int place = sample.container();
                if (places[place] == null) {
                    places[place] = new ContainerMinute(numbers.get(place).value(), count);
                }
                places[place].add(at, sample);
            }
        }
        List<ContainerMinute> minutes = new ArrayList<>(places.length);
        for (ContainerMinute minute : places) {
            if (minute != null) {
                minutes.add(minute);
            }
        }
        return minutes;
    }

    private static Collection<ContainerMinute> byNumber(MetricsBatch batch, Map<Integer, ContainerId> numbers) {
        Map<Integer, ContainerMinute> minutes = new LinkedHashMap<>();
        int count = batch.readings().size();
        for (HostReading reading : batch.readings()) {
            for (ContainerSample sample : reading.samples()) {
                minutes.computeIfAbsent(
                                sample.container(),
                                number ->
                                        new ContainerMinute(numbers.get(number).value(), count))
                        .add(reading.readAt().toEpochMilli(), sample);
            }
        }
        return minutes.values();
    }

    private void add(long at, ContainerSample sample) {
        millis[readings] = at;
        samples[readings] = sample;
        readings++;
    }

    UUID container() {
        return container;
    }

    int readings() {
        return readings;
    }

    /** Milliseconds since the epoch. */
    long at(int reading) {
        return millis[reading];
    }

    long first() {
        return millis[0];
    }

    long last() {
        return millis[readings - 1];
    }

    /** All readings. */
    byte[] packed() {
        return PackedMinute.pack(Arrays.copyOf(millis, readings), Arrays.copyOf(samples, readings));
    }

    /** The last one by itself. */
    byte[] packedNewest() {
        return PackedMinute.pack(new long[] {last()}, new ContainerSample[] {samples[readings - 1]});
    }
}
