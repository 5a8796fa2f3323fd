package io.portreeve.benchmarks.fleet;

import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import io.portreeve.contract.sample.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What one host's agent says of its containers. The reading with number n is that of the n-th tick after the first,
 * whenever it is made.
 */
final class Readings {
    private final FleetPlan plan;
    private final int host;
    private final ContainerModel[] containers;
    private final long firstTick;

    Readings(FleetPlan plan, int host, long firstTick) {
        this.plan = plan;
        this.host = host;
        this.firstTick = firstTick;
        containers = new ContainerModel[plan.containers()];
        for (int number = 0; number < containers.length; number++) {
            containers[number] = new ContainerModel(Chance.of(plan.seed(), host, number), number);
        }
    }

    List<ContainerModel> containers() {
        return List.of(containers);
    }

    /** In each reading. */
    int samples() {
        return containers.length;
    }

    long tick(long sequence) {
        return firstTick + sequence - 1;
    }

    Instant readAt(long sequence) {
        return plan.readAt(host, tick(sequence));
    }

    HostReading reading(long number) {
        long tick = tick(number);
        List<ContainerSample> samples = new ArrayList<>(containers.length);
        for (ContainerModel container : containers) {
            samples.add(known(container.sample(tick)));
        }
        return new HostReading(readAt(number), plan.interval(), samples);
    }

    /** As agents tell it at once: without further metrics, since nobody watches. */
    HostReading live(long number) {
        HostReading all = reading(number);
        return new HostReading(
                all.readAt(),
                all.interval(),
                all.samples().stream().map(ContainerSample::withoutFurther).toList());
    }

    private ContainerSample known(ContainerSample sample) {
        if (plan.metrics() == Metric.COUNT) {
            return sample;
        }
        double[] values = new double[plan.metrics()];
        for (Metric metric : List.of(Metric.values()).subList(0, values.length)) {
            values[metric.place()] = sample.value(metric);
        }
        return new ContainerSample(sample.container(), values);
    }

    MetricsBatch batch(long sequence, long first, long last) {
        return new MetricsBatch(
                sequence,
                Arrays.stream(containers).map(ContainerModel::dockerId).toList(),
                LongStream.rangeClosed(first, last).mapToObj(this::reading).toList());
    }

    Inventory inventory(long inventorySequence, long sequence) {
        long tick = tick(sequence);
        return new Inventory(
                inventorySequence,
                Arrays.stream(containers)
                        .map(container -> container.facts(
                                tick, plan.began(), plan.interval().toMillis()))
                        .toList());
    }

    /** Whether a container was restarted since the reading before. */
    boolean changedAt(long sequence) {
        long tick = tick(sequence);
        for (ContainerModel container : containers) {
            if (container.restartsAt(tick)) {
                return true;
            }
        }
        return false;
    }

    /** Values in a batch: those that are not absent. */
    static int values(MetricsBatch batch) {
        return batch.readings().stream()
                .flatMap(reading -> reading.samples().stream())
                .mapToInt(ContainerSample::known)
                .sum();
    }
}
