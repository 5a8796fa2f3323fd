package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.Metric;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The readings of a container within a minute as bytes: how many (1 to 127); the version; which metrics are the same in
 * all readings (a bit each); the milliseconds from one reading to the next; then metric after metric its values, of those
 * that are the same one. Numbers are differences to the one before, zigzag in seven bits a byte, of whole numbers, of
 * which cores and ratios are hundred-thousandths; −1 stands for what could not be measured.
 */
final class PackedMinute {
    private static final byte VERSION = 1;
    private static final Metric[] ALL = Metric.values();
    private static final int METRICS = ALL.length;
    private static final double LARGEST = 9e18;
    private static final long MISSING = -1;
    private static final int SEVEN_BITS = 0x7f;
    private static final int MOST_BYTES_OF_A_NUMBER = 10;

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
     */
    static byte[] pack(List<Instant> at, List<ContainerSample> samples) {
        double[][] values = new double[METRICS][samples.size()];
        for (Metric metric : ALL) {
            double[] ofMetric = values[metric.place()];
            for (int reading = 0; reading < ofMetric.length; reading++) {
                ofMetric[reading] = samples.get(reading).value(metric);
            }
        }
        return pack(at.toArray(Instant[]::new), values);
    }

    /**
     * Packs readings.
     *
     * @param at when each was taken, ascending
     * @param values by metric, in order, and reading; NaN where there is none
     */
    static byte[] pack(Instant[] at, double[][] values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 + (1 + at.length * (1 + METRICS)) * MOST_BYTES_OF_A_NUMBER);
        bytes.put((byte) at.length);
        bytes.put(VERSION);
        long[][] whole = new long[METRICS][at.length];
        int same = 0;
        for (Metric metric : ALL) {
            long[] numbers = whole[metric.place()];
            boolean allSame = true;
            for (int reading = 0; reading < numbers.length; reading++) {
                numbers[reading] = whole(metric, values[metric.place()][reading]);
                allSame &= numbers[reading] == numbers[0];
            }
            same |= allSame ? 1 << metric.place() : 0;
        }
        put(bytes, same);
        for (int reading = 1; reading < at.length; reading++) {
            put(bytes, at[reading].toEpochMilli() - at[reading - 1].toEpochMilli());
        }
        for (int metric = 0; metric < METRICS; metric++) {
            int count = (same >> metric & 1) == 1 ? 1 : at.length;
            long before = 0;
            for (int reading = 0; reading < count; reading++) {
                put(bytes, whole[metric][reading] - before);
                before = whole[metric][reading];
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Hands out the readings of bytes that {@link #pack} made, in order; {@code first} is when the first was taken. */
    static void unpack(Instant first, byte[] body, Reader reader) {
        if (body[1] != VERSION) {
            throw new IllegalArgumentException("samples of an unknown version: " + body[1]);
        }
        int count = body[0];
        ByteBuffer bytes = ByteBuffer.wrap(body, 2, body.length - 2);
        int same = (int) get(bytes);
        long[] millis = new long[count];
        for (int reading = 1; reading < count; reading++) {
            millis[reading] = millis[reading - 1] + get(bytes);
        }
        double[][] values = new double[count][METRICS];
        for (Metric metric : ALL) {
            int place = metric.place();
            boolean isSame = (same >> place & 1) == 1;
            long number = 0;
            for (int reading = 0; reading < count; reading++) {
                number += isSame && reading > 0 ? 0 : get(bytes);
                values[reading][place] = value(metric, number);
            }
        }
        for (int reading = 0; reading < count; reading++) {
            reader.reading(first.plusMillis(millis[reading]), values[reading]);
        }
    }

    /** A value as the whole number that stands for it. */
    static long whole(Metric metric, double value) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        double largest = metric == Metric.PIDS ? Integer.MAX_VALUE : LARGEST;
        return Math.round(Math.min(largest, value * metric.parts()));
    }

    /** What a whole number stands for. */
    static double value(Metric metric, long whole) {
        return whole == MISSING ? Double.NaN : whole / metric.parts();
    }

    /** Zigzag, seven bits a byte. */
    static void put(ByteBuffer bytes, long number) {
        long rest = (number << 1) ^ (number >> 63);
        while ((rest & ~SEVEN_BITS) != 0) {
            bytes.put((byte) ((rest & SEVEN_BITS) | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    static long get(ByteBuffer bytes) {
        long number = 0;
        int shift = 0;
        byte part;
        do {
            part = bytes.get();
            number |= (long) (part & SEVEN_BITS) << shift;
            shift += 7;
        } while (part < 0);
        return (number >>> 1) ^ -(number & 1);
    }
}
