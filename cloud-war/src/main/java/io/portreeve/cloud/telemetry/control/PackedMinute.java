package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Metric;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;

/**
 * The readings of a container within a minute as bytes: how many (1 to 127); the version; which metrics are the same in
 * all readings (a bit each); the milliseconds from one reading to the next; then metric after metric its values, of those
 * that are the same one. Numbers are differences to the one before, zigzag in seven bits a byte, of whole numbers, of
 * which cores and ratios are hundred-thousandths; −1 stands for what could not be measured.
 */
final class PackedMinute {
    private static final int VERSION = 1;
    private static final int METRICS = Metric.values().length;
    private static final double LARGEST = 9e18;
    private static final long MISSING = -1;
    private static final int SEVEN_BITS = 0x7f;

    /** Takes a reading; the values are those of the metrics in their order, NaN where there is none, and reused. */
    @FunctionalInterface
    interface Reader {
        void reading(Instant at, double[] values);
    }

    private PackedMinute() {}

    /**
     * Packs readings.
     *
     * @param at when each was taken, ascending
     * @param values by metric, in order, and reading; NaN where there is none
     */
    static byte[] pack(Instant[] at, double[][] values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        bytes.write(at.length);
        bytes.write(VERSION);
        long[][] whole = new long[METRICS][];
        int same = 0;
        for (Metric metric : Metric.values()) {
            long[] numbers = Arrays.stream(values[metric.place()])
                    .mapToLong(value -> whole(metric, value))
                    .toArray();
            whole[metric.place()] = numbers;
            same |= Arrays.stream(numbers).allMatch(number -> number == numbers[0]) ? 1 << metric.place() : 0;
        }
        write(bytes, same);
        for (int reading = 1; reading < at.length; reading++) {
            write(bytes, at[reading].toEpochMilli() - at[reading - 1].toEpochMilli());
        }
        for (int metric = 0; metric < METRICS; metric++) {
            int count = (same >> metric & 1) == 1 ? 1 : at.length;
            long before = 0;
            for (int reading = 0; reading < count; reading++) {
                write(bytes, whole[metric][reading] - before);
                before = whole[metric][reading];
            }
        }
        return bytes.toByteArray();
    }

    /** Hands out the readings of bytes that {@link #pack} made, in order; {@code first} is when the first was taken. */
    static void unpack(Instant first, byte[] body, Reader reader) {
        if (body[1] != VERSION) {
            throw new IllegalArgumentException("samples of an unknown version: " + body[1]);
        }
        int count = body[0];
        int[] at = {2};
        int same = (int) read(body, at);
        long[] millis = new long[count];
        for (int reading = 1; reading < count; reading++) {
            millis[reading] = millis[reading - 1] + read(body, at);
        }
        double[][] values = new double[count][METRICS];
        for (Metric metric : Metric.values()) {
            int place = metric.place();
            boolean isSame = (same >> place & 1) == 1;
            long number = 0;
            for (int reading = 0; reading < count; reading++) {
                number += isSame && reading > 0 ? 0 : read(body, at);
                values[reading][place] = number == MISSING ? Double.NaN : number / unit(metric);
            }
        }
        for (int reading = 0; reading < count; reading++) {
            reader.reading(first.plusMillis(millis[reading]), values[reading]);
        }
    }

    private static long whole(Metric metric, double value) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        double largest = metric == Metric.PIDS ? Integer.MAX_VALUE : LARGEST;
        return Math.round(Math.min(largest, value * unit(metric)));
    }

    private static double unit(Metric metric) {
        return metric == Metric.CPU_CORES || metric == Metric.CPU_THROTTLED_RATIO ? 1e5 : 1;
    }

    private static void write(ByteArrayOutputStream bytes, long number) {
        long rest = (number << 1) ^ (number >> 63);
        while ((rest & ~SEVEN_BITS) != 0) {
            bytes.write((int) (rest & SEVEN_BITS) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private static long read(byte[] body, int[] at) {
        long number = 0;
        int shift = 0;
        byte part;
        do {
            part = body[at[0]++];
            number |= (long) (part & SEVEN_BITS) << shift;
            shift += 7;
        } while (part < 0);
        return (number >>> 1) ^ -(number & 1);
    }
}
