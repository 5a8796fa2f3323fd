package io.portreeve.benchmarks.query;

import java.io.ByteArrayOutputStream;

/** The readings of a minute as the product packs them. */
final class PackedBody {
    private static final int VERSION = 1;
    private static final double[] UNITS = {1e5, 1e5, 1, 1, 1, 1, 1, 1, 1};
    private static final int SEVEN_BITS = 0x7f;

    private PackedBody() {}

    /** By offsets in milliseconds, and values by metric and reading. */
    static byte[] of(int[] offsets, double[][] values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        bytes.write(offsets.length);
        bytes.write(VERSION);
        long[][] whole = new long[values.length][offsets.length];
        long same = 0;
        for (int metric = 0; metric < values.length; metric++) {
            boolean isSame = true;
            for (int reading = 0; reading < offsets.length; reading++) {
                double value = values[metric][reading];
                whole[metric][reading] = Double.isNaN(value) ? -1 : Math.round(value * UNITS[metric]);
                isSame &= whole[metric][reading] == whole[metric][0];
            }
            same |= isSame ? 1L << metric : 0;
        }
        write(bytes, same);
        for (int reading = 1; reading < offsets.length; reading++) {
            write(bytes, offsets[reading] - offsets[reading - 1]);
        }
        for (int metric = 0; metric < values.length; metric++) {
            long before = 0;
            for (int reading = 0; reading < ((same >> metric & 1) == 1 ? 1 : offsets.length); reading++) {
                write(bytes, whole[metric][reading] - before);
                before = whole[metric][reading];
            }
        }
        return bytes.toByteArray();
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
