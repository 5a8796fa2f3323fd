package io.portreeve.benchmarks.fleet;

import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.sample.ContainerSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one host's agent says of its containers. The batch with number n holds the reading of the n-th tick after the
 * first, whenever it is made.
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

    /** In each batch. */
    int samples() {
        return containers.length;
    }

    long tick(long sequence) {
        return firstTick + sequence - 1;
    }

    Instant readAt(long sequence) {
        return plan.readAt(host, tick(sequence));
    }

    MetricsBatch batch(long sequence) {
        long tick = tick(sequence);
        List<ContainerSample> samples = new ArrayList<>(containers.length);
        for (ContainerModel container : containers) {
            samples.add(container.sample(tick));
        }
        return new MetricsBatch(sequence, readAt(sequence), plan.interval(), samples);
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
        int values = 0;
        for (ContainerSample sample : batch.samples()) {
            values += present(sample.cpuCores())
                    + present(sample.cpuThrottledRatio())
                    + present(sample.memoryBytes())
                    + present(sample.memoryLimitBytes())
                    + present(sample.networkReceivedBytesPerSecond())
                    + present(sample.networkSentBytesPerSecond())
                    + present(sample.blockReadBytesPerSecond())
                    + present(sample.blockWrittenBytesPerSecond())
                    + present(sample.pids());
        }
        return values;
    }

    private static int present(double value) {
        return Double.isNaN(value) ? 0 : 1;
    }
}
