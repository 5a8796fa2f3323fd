package io.portreeve.benchmarks.query;

import io.portreeve.contract.sample.Metric;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.DoubleStream;

/** The readings of a minute as the product packs them. */
final class PackedBody {
    private static final List<Metric> METRICS = List.of(Metric.values());
    private static final int VERSION = 2;
    private static final int UNKNOWN = 0;
    private static final int ZERO = 1;
    private static final int STEADY = 2;
    private static final int SEVERAL = 3;
    private static final int SEVEN_BITS = 0x7f;

    private PackedBody() {}

    /** By offsets in milliseconds, and values by metric, in the order of the contract, and reading. */
    static byte[] of(int[] offsets, double[][] values) {
        int readings = offsets.length;
        ByteArrayOutputStream numbers = new ByteArrayOutputStream(200);
        for (int reading = 1; reading < readings; reading++) {
            write(numbers, offsets[reading] - offsets[reading - 1]);
        }
        byte[] codes = new byte[(values.length + 3) / 4];
        for (int metric = 0; metric < values.length; metric++) {
            long[] whole = whole(METRICS.get(metric).parts(), values[metric]);
            int code = code(whole);
            codes[metric / 4] |= (byte) (code << (metric % 4 * 2));
            long before = 0;
            for (int reading = 0; reading < (code == SEVERAL ? readings : code == STEADY ? 1 : 0); reading++) {
                write(numbers, whole[reading] - before);
                before = whole[reading];
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(numbers.size() + 16);
        bytes.write(readings);
        bytes.write(VERSION);
        bytes.write(values.length);
        bytes.writeBytes(codes);
        bytes.writeBytes(numbers.toByteArray());
        return bytes.toByteArray();
    }

    private static long[] whole(double parts, double[] values) {
        return DoubleStream.of(values)
                .mapToLong(value -> Double.isNaN(value) ? -1 : Math.round(value * parts))
                .toArray();
    }

    private static int code(long[] whole) {
        for (long number : whole) {
            if (number != whole[0]) {
                return SEVERAL;
            }
        }
        return whole[0] == -1 ? UNKNOWN : whole[0] == 0 ? ZERO : STEADY;
    }

    private static void write(ByteArrayOutputStream bytes, long number) {
        long rest = (number << 1) ^ (number >> 63);
        while ((rest & ~SEVEN_BITS) != 0) {
            bytes.write((int) (rest & SEVEN_BITS) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
