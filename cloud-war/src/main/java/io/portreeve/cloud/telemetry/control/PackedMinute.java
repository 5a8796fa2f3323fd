package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.Metric;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * The readings of a container within a minute as bytes: how many (1 to 127); the version; how many metrics follow, and two
 * bits for each (nothing known, always zero, one value, several); the milliseconds from one reading to the next; then
 * metric after metric its values, of those that have one that one. Numbers are differences to the one before, zigzag in
 * seven bits a byte, of whole numbers of the metric's parts; among several −1 stands for what could not be measured.
 *
 * <p>Version 1 had the first nine metrics, a bit for each that tells whether it has one value, and −1 for what is unknown.
 */
final class PackedMinute {
    private static final byte VERSION = 2;
    private static final byte NINE_METRICS = 1;
    static final int UNKNOWN = 0;
    private static final int ZERO = 1;
    private static final int STEADY = 2;
    private static final int SEVERAL = 3;
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
     * @param millis when each was taken, since the epoch, ascending
     */
    static byte[] pack(long[] millis, ContainerSample[] samples) {
        int metrics = 1;
        for (ContainerSample sample : samples) {
            metrics = Math.max(metrics, sample.metrics());
        }
        int readings = samples.length;
        long[] whole = new long[metrics * readings];
        for (int place = 0; place < metrics; place++) {
            for (int reading = 0; reading < readings; reading++) {
                whole[place * readings + reading] = whole(ALL[place], samples[reading].value(ALL[place]));
            }
        }
        return pack(millis, whole, metrics);
    }

    /** Of so many metrics; those after them are unknown. */
    private static byte[] pack(long[] millis, long[] whole, int metrics) {
        int readings = millis.length;
        int count = metrics;
        while (count > 1 && code(whole, (count - 1) * readings, readings) == UNKNOWN) {
            count--;
        }
        int codes = 3;
        int head = codes + (count + 3) / 4;
        ByteBuffer bytes = ByteBuffer.allocate(head + (count + 1) * readings * MOST_BYTES_OF_A_NUMBER);
        bytes.put((byte) readings).put(VERSION).put((byte) count).position(head);
        for (int reading = 1; reading < readings; reading++) {
            put(bytes, millis[reading] - millis[reading - 1]);
        }
        for (int metric = 0; metric < count; metric++) {
            int first = metric * readings;
            int code = code(whole, first, readings);
            int place = codes + metric / 4;
            bytes.put(place, (byte) (bytes.get(place) | (code << (metric % 4 * 2))));
            long before = 0;
            for (int reading = 0; reading < numbers(code, readings); reading++) {
                put(bytes, whole[first + reading] - before);
                before = whole[first + reading];
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    static int code(long[] whole, int first, int readings) {
        for (int index = first + 1; index < first + readings; index++) {
            if (whole[index] != whole[first]) {
                return SEVERAL;
            }
        }
        return whole[first] == MISSING ? UNKNOWN : whole[first] == 0 ? ZERO : STEADY;
    }

    static int numbers(int code, int readings) {
        return switch (code) {
            case UNKNOWN, ZERO -> 0;
            case STEADY -> 1;
            default -> readings;
        };
    }

    /** Hands out the readings of bytes that {@link #pack} made, in order; {@code first} is when the first was taken. */
    static void unpack(Instant first, byte[] body, Reader reader) {
        int readings = body[0];
        ByteBuffer bytes = ByteBuffer.wrap(body);
        int[] codes = switch (body[1]) {
            case VERSION -> codes(bytes.position(2));
            case NINE_METRICS -> codesOfNine(bytes.position(2));
            default -> throw new IllegalArgumentException("samples of an unknown version: " + body[1]);
        };
        long[] millis = new long[readings];
        for (int reading = 1; reading < readings; reading++) {
            millis[reading] = millis[reading - 1] + get(bytes);
        }
        double[][] values = new double[readings][METRICS];
        for (Metric metric : ALL) {
            int place = metric.place();
            int code = place < codes.length ? codes[place] : UNKNOWN;
            long number = 0;
            for (int reading = 0; reading < readings; reading++) {
                number += reading < numbers(code, readings) ? get(bytes) : 0;
                values[reading][place] = code == UNKNOWN ? Double.NaN : value(metric, number);
            }
        }
        for (int reading = 0; reading < readings; reading++) {
            reader.reading(first.plusMillis(millis[reading]), values[reading]);
        }
    }

    private static int[] codes(ByteBuffer bytes) {
        int[] codes = new int[bytes.get()];
        for (int metric = 0; metric < codes.length; metric++) {
            codes[metric] = (bytes.get(3 + metric / 4) >> (metric % 4 * 2)) & 3;
        }
        bytes.position(3 + (codes.length + 3) / 4);
        return codes;
    }

    private static int[] codesOfNine(ByteBuffer bytes) {
        int same = (int) get(bytes);
        int[] codes = new int[MetricColumns.OWN.size()];
        for (int metric = 0; metric < codes.length; metric++) {
            codes[metric] = (same >> metric & 1) == 1 ? STEADY : SEVERAL;
        }
        return codes;
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
