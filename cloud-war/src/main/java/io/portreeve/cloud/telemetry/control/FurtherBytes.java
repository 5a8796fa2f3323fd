package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.sample.Metric;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What the further metrics of a rollup's bucket came to, as bytes: the version; how many metrics follow; two bits for each
 * (nothing known, always zero, one value, several); then of each that has any its lowest value, and of several how much
 * higher the highest is, and the mean. Lowest and highest are written as {@link PackedMinute} writes values, means as
 * floats.
 */
final class FurtherBytes {
    private static final byte VERSION = 1;
    private static final Metric[] ALL = Metric.values();
    private static final int FIRST = MetricColumns.OWN.size();
    private static final int MOST = 2 + (ALL.length - FIRST + 3) / 4 + (ALL.length - FIRST) * 24;
    private static final int UNKNOWN = 0;
    private static final int ZERO = 1;
    private static final int STEADY = 2;
    private static final int SEVERAL = 3;

    private FurtherBytes() {}

    /** Null if none is known. */
    static byte[] pack(Gathered bucket) {
        int last = ALL.length - 1;
        while (last >= FIRST && !bucket.has(ALL[last])) {
            last--;
        }
        int count = last + 1 - FIRST;
        if (count == 0) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(MOST);
        bytes.put(VERSION).put((byte) count);
        int codes = bytes.position();
        bytes.position(codes + (count + 3) / 4);
        for (int index = 0; index < count; index++) {
            int code = put(bytes, ALL[FIRST + index], bucket);
            int at = codes + index / 4;
            bytes.put(at, (byte) (bytes.get(at) | (code << (index % 4 * 2))));
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static int put(ByteBuffer bytes, Metric metric, Gathered bucket) {
        if (!bucket.has(metric)) {
            return UNKNOWN;
        }
        long lowest = PackedMinute.whole(metric, bucket.min(metric));
        long highest = PackedMinute.whole(metric, bucket.max(metric));
        if (lowest == highest) {
            if (lowest != 0) {
                PackedMinute.put(bytes, lowest);
            }
            return lowest == 0 ? ZERO : STEADY;
        }
        PackedMinute.put(bytes, lowest);
        PackedMinute.put(bytes, highest - lowest);
        bytes.putFloat((float) bucket.avg(metric));
        return SEVERAL;
    }

    /**
     * Puts the values of further metrics in their places, NaN where nothing is known.
     *
     * @param body null: nothing is known
     * @throws IllegalArgumentException if the bytes are not what {@link #pack} makes
     */
    static void unpack(byte[] body, double[] means, double[] lowest, double[] highest) {
        Arrays.fill(means, FIRST, ALL.length, Double.NaN);
        if (body == null) {
            return;
        }
        if (body[0] != VERSION) {
            throw new IllegalArgumentException("further values of an unknown version: " + body[0]);
        }
        int count = body[1];
        ByteBuffer bytes = ByteBuffer.wrap(body);
        try {
            bytes.position(2 + (count + 3) / 4);
            // one that is not known is of a newer version, and stands at the end
            for (int index = 0; index < Math.min(count, ALL.length - FIRST); index++) {
                int code = (body[2 + index / 4] >> (index % 4 * 2)) & 3;
                if (code != UNKNOWN) {
                    int place = FIRST + index;
                    Metric metric = ALL[place];
                    long least = code == ZERO ? 0 : PackedMinute.get(bytes);
                    lowest[place] = PackedMinute.value(metric, least);
                    highest[place] = code == SEVERAL
                            ? PackedMinute.value(metric, least + PackedMinute.get(bytes))
                            : lowest[place];
                    means[place] = code == SEVERAL ? bytes.getFloat() : lowest[place];
                }
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("further values that end too soon", e);
        }
    }
}
