package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.sample.Metric;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The readings of a container within an hour as bytes: the version, then deflated as one block how many they are; how many
 * metrics follow; the milliseconds since the hour began and from one reading to the next; then metric after metric its
 * values, of those that have one only that one, after a byte that says what it has as in {@link PackedMinute}, as are all
 * numbers. The block's length precedes it.
 */
final class PackedHour {
    static final Duration WIDTH = Duration.ofHours(1);

    private static final byte VERSION = 1;
    private static final int HEAD = 1 + Integer.BYTES;
    private static final int MOST_BYTES_OF_A_NUMBER = 10;
    private static final int MOST_READINGS = 7_200;
    private static final int MOST_BYTES = 4 << 20;

    private static final Metric[] METRICS = Metric.values();

    private final Instant hour;
    private final TreeMap<Long, double[]> readings = new TreeMap<>();

    PackedHour(Instant hour) {
        this.hour = hour;
    }

    static Instant hourOf(Instant instant) {
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), WIDTH.toSeconds()) * WIDTH.toSeconds());
    }

    /** A reading of this hour; one of the same moment takes its place. No more than two a second are kept. */
    void add(Instant at, double[] values) {
        long millis = at.toEpochMilli() - hour.toEpochMilli();
        if (readings.size() < MOST_READINGS || readings.containsKey(millis)) {
            readings.put(millis, values.clone());
        }
    }

    boolean isEmpty() {
        return readings.isEmpty();
    }

    /** All readings. */
    byte[] pack() {
        int metrics = metrics();
        ByteBuffer bytes =
                ByteBuffer.allocate((readings.size() * (metrics + 1) + metrics + 2) * MOST_BYTES_OF_A_NUMBER);
        PackedMinute.put(bytes, readings.size());
        PackedMinute.put(bytes, metrics);
        long before = 0;
        for (long millis : readings.keySet()) {
            PackedMinute.put(bytes, millis - before);
            before = millis;
        }
        long[] whole = new long[readings.size()];
        for (int metric = 0; metric < metrics; metric++) {
            int reading = 0;
            for (double[] values : readings.values()) {
                whole[reading++] = PackedMinute.whole(METRICS[metric], values[metric]);
            }
            int code = PackedMinute.code(whole, 0, whole.length);
            bytes.put((byte) code);
            before = 0;
            for (reading = 0; reading < PackedMinute.numbers(code, whole.length); reading++) {
                PackedMinute.put(bytes, whole[reading] - before);
                before = whole[reading];
            }
        }
        return deflate(bytes.array(), bytes.position());
    }

    /** Those after the last one of which anything is known are left out. */
    private int metrics() {
        int metrics = METRICS.length;
        while (metrics > 1 && isUnknown(metrics - 1)) {
            metrics--;
        }
        return metrics;
    }

    private boolean isUnknown(int metric) {
        for (Map.Entry<Long, double[]> reading : readings.entrySet()) {
            if (!Double.isNaN(reading.getValue()[metric])) {
                return false;
            }
        }
        return true;
    }

    private static byte[] deflate(byte[] plain, int length) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(plain, 0, length);
            deflater.finish();
            byte[] packed = new byte[HEAD + length + length / 1_000 + 64];
            int end = HEAD + deflater.deflate(packed, HEAD, packed.length - HEAD);
            if (!deflater.finished()) {
                throw new IllegalStateException("an hour's readings did not fit what they were to be packed into");
            }
            ByteBuffer.wrap(packed).put(VERSION).putInt(length);
            return Arrays.copyOf(packed, end);
        } finally {
            deflater.end();
        }
    }

    /** Hands out the readings of bytes that {@link #pack} made, in order. */
    static void unpack(Instant hour, byte[] body, PackedMinute.Reader reader) {
        ByteBuffer bytes = inflate(body);
        int readings = (int) PackedMinute.get(bytes);
        int metrics = (int) PackedMinute.get(bytes);
        long[] millis = new long[readings];
        long before = 0;
        for (int reading = 0; reading < readings; reading++) {
            before += PackedMinute.get(bytes);
            millis[reading] = before;
        }
        double[] values = new double[readings * METRICS.length];
        for (int place = 0; place < METRICS.length; place++) {
            int code = place < metrics ? bytes.get() : PackedMinute.UNKNOWN;
            int numbers = PackedMinute.numbers(code, readings);
            long number = 0;
            for (int reading = 0; reading < readings; reading++) {
                number += reading < numbers ? PackedMinute.get(bytes) : 0;
                values[reading * METRICS.length + place] =
                        code == PackedMinute.UNKNOWN ? Double.NaN : PackedMinute.value(METRICS[place], number);
            }
        }
        double[] one = new double[METRICS.length];
        for (int reading = 0; reading < readings; reading++) {
            System.arraycopy(values, reading * METRICS.length, one, 0, METRICS.length);
            reader.reading(hour.plusMillis(millis[reading]), one);
        }
    }

    private static ByteBuffer inflate(byte[] body) {
        ByteBuffer packed = ByteBuffer.wrap(body);
        byte version = packed.get();
        int length = packed.getInt();
        if (version != VERSION || length < 0 || length > MOST_BYTES) {
            throw new IllegalArgumentException("an hour's readings of version " + version + ", " + length + " bytes");
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(body, HEAD, body.length - HEAD);
            byte[] plain = new byte[length];
            if (inflater.inflate(plain) != length) {
                throw new IllegalArgumentException("an hour's readings are shorter than they say");
            }
            return ByteBuffer.wrap(plain);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("an hour's readings are no deflated block", e);
        } finally {
            inflater.end();
        }
    }
}
