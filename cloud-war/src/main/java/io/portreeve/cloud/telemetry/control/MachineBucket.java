package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.MachineMetric;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What readings of one machine come to: of each metric the mean, the lowest and the highest value.
 *
 * <p>As bytes: the version; how many metrics follow, and two bits for each (nothing known, one value, several); then floats:
 * the value, or mean, lowest and highest.
 */
final class MachineBucket {
    private static final byte VERSION = 1;
    private static final int UNKNOWN = 0;
    private static final int STEADY = 1;
    private static final int SEVERAL = 2;
    private static final int METRICS = MachineMetric.COUNT;
    private static final int HEAD = 2 + (METRICS + 3) / 4;

    private final double[] sum = new double[METRICS];
    private final int[] weight = new int[METRICS];
    private final double[] min = new double[METRICS];
    private final double[] max = new double[METRICS];
    private int samples;

    MachineBucket() {
        Arrays.fill(min, Double.POSITIVE_INFINITY);
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
    }

    /** A reading, as {@link MachineReading} has it. */
    void add(double[] values) {
        samples++;
        for (int metric = 0; metric < METRICS; metric++) {
            if (!Double.isNaN(values[metric])) {
                add(metric, 1, values[metric], values[metric], values[metric]);
            }
        }
    }

    /**
     * What so many readings came to.
     *
     * @param body as {@link #pack} made it
     * @throws IllegalArgumentException if it is something else
     */
    void add(int readings, byte[] body) {
        if (body[0] != VERSION) {
            throw new IllegalArgumentException("machine's values of an unknown version: " + body[0]);
        }
        samples += readings;
        int count = body[1];
        try {
            ByteBuffer bytes = ByteBuffer.wrap(body).position(2 + (count + 3) / 4);
            // one that is not known is of a newer version, and stands at the end
            for (int metric = 0; metric < Math.min(count, METRICS); metric++) {
                int code = (body[2 + metric / 4] >> (metric % 4 * 2)) & 3;
                if (code != UNKNOWN) {
                    float mean = bytes.getFloat();
                    float lowest = code == SEVERAL ? bytes.getFloat() : mean;
                    float highest = code == SEVERAL ? bytes.getFloat() : mean;
                    add(metric, readings, mean, lowest, highest);
                }
            }
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new IllegalArgumentException("machine's values that end too soon", e);
        }
    }

    private void add(int metric, int readings, double mean, double lowest, double highest) {
        sum[metric] += mean * readings;
        weight[metric] += readings;
        min[metric] = Math.min(min[metric], lowest);
        max[metric] = Math.max(max[metric], highest);
    }

    byte[] pack() {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + METRICS * 3 * Float.BYTES);
        bytes.put(VERSION).put((byte) METRICS).position(HEAD);
        for (int metric = 0; metric < METRICS; metric++) {
            int code = weight[metric] == 0 ? UNKNOWN : min[metric] == max[metric] ? STEADY : SEVERAL;
            int at = 2 + metric / 4;
            bytes.put(at, (byte) (bytes.get(at) | code << (metric % 4 * 2)));
            if (code != UNKNOWN) {
                bytes.putFloat((float) (sum[metric] / weight[metric]));
            }
            if (code == SEVERAL) {
                bytes.putFloat((float) min[metric]).putFloat((float) max[metric]);
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    int samples() {
        return samples;
    }

    /** Null where nothing is known; likewise the others. */
    Double avg(MachineMetric metric) {
        return known(metric, sum[metric.place()] / weight[metric.place()]);
    }

    Double min(MachineMetric metric) {
        return known(metric, min[metric.place()]);
    }

    Double max(MachineMetric metric) {
        return known(metric, max[metric.place()]);
    }

    private Double known(MachineMetric metric, double value) {
        return weight[metric.place()] == 0 ? null : Double.valueOf(value);
    }
}
