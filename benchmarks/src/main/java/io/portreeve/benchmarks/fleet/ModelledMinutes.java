package io.portreeve.benchmarks.fleet;

import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.Metric;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Minutes of containers as those of the fleet, by themselves: six readings, ten seconds apart but for a little. */
public final class ModelledMinutes {
    private static final int READINGS = Limits.READINGS_PER_BATCH;
    private static final int INTERVAL_MILLIS = 10_000;
    private static final int MOST_JITTER_MILLIS = 40;
    private static final int NINE = Metric.PIDS.place() + 1;

    private final long seed;
    private final Map<Integer, ContainerModel> models = new HashMap<>();

    public ModelledMinutes(long seed) {
        this.seed = seed;
    }

    /** Of the readings from the start of the minute, in milliseconds. */
    public int[] offsets(int container, int minute) {
        int[] offsets = new int[READINGS];
        for (int reading = 1; reading < READINGS; reading++) {
            long chance = Chance.of(Chance.of(seed, container, minute), reading);
            offsets[reading] = reading * INTERVAL_MILLIS + (int) Chance.below(chance, MOST_JITTER_MILLIS);
        }
        return offsets;
    }

    /** By value, the first nine in the order of the contract, and reading. */
    public double[][] values(int container, int minute) {
        return Arrays.copyOf(allValues(container, minute), NINE);
    }

    /** By value, all in the order of the contract, and reading. */
    public double[][] allValues(int container, int minute) {
        ContainerModel model =
                models.computeIfAbsent(container, number -> new ContainerModel(Chance.of(seed, number), number));
        double[][] values = new double[Metric.COUNT][READINGS];
        for (int reading = 0; reading < READINGS; reading++) {
            ContainerSample sample = model.sample((long) minute * READINGS + reading);
            for (Metric metric : Metric.values()) {
                values[metric.place()][reading] = sample.value(metric);
            }
        }
        return values;
    }
}
