package io.portreeve.cloud.telemetry.control;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.SparseStore;
import com.datadoghq.sketch.ddsketch.store.Store;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import io.portreeve.contract.sample.Metric;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * How the readings of processor time and memory in a bucket are spread: percentiles of any number of buckets together, each
 * within {@link #ACCURACY} of the value.
 *
 * <p>As bytes: the version; then of each metric how many readings are zero, how many bins follow, and of each bin the
 * distance to the one before, doubled, plus one where a count other than one follows. Numbers as {@link PackedMinute}
 * writes them.
 */
final class Sketches {
    static final List<Metric> METRICS = List.of(Metric.CPU_CORES, Metric.MEMORY_BYTES);
    static final double ACCURACY = 0.01;

    private static final byte VERSION = 1;
    private static final IndexMapping MAPPING = new LogarithmicMapping(ACCURACY);
    private static final int MOST_BYTES_OF_A_BIN = 12;
    private static final int MOST_BYTES_BEFORE_BINS = 12;
    private static final double HUNDREDTHS = 100;

    private final List<DDSketch> sketches = METRICS.stream()
            .map(metric -> new DDSketch(MAPPING, SparseStore::new, UnboundedSizeDenseStore::new))
            .toList();
    private boolean incomplete;

    /** A reading; the values are those of the metrics in their order, NaN where there is none. */
    void add(double[] values) {
        for (int index = 0; index < METRICS.size(); index++) {
            double value = values[METRICS.get(index).place()];
            if (!Double.isNaN(value)) {
                sketches.get(index).accept(Math.max(0, value));
            }
        }
    }

    void add(Sketches more) {
        incomplete |= more.incomplete;
        for (int index = 0; index < METRICS.size(); index++) {
            sketches.get(index).mergeWith(more.sketches.get(index));
        }
    }

    /**
     * Adds what {@link #pack} made.
     *
     * @throws IllegalArgumentException if it is something else
     */
    void add(byte[] body) {
        if (body[0] != VERSION) {
            throw new IllegalArgumentException("sketches of an unknown version: " + body[0]);
        }
        ByteBuffer bytes = ByteBuffer.wrap(body).position(1);
        try {
            for (DDSketch sketch : sketches) {
                sketch.accept(0, (double) PackedMinute.get(bytes));
                add(sketch.getPositiveValueStore(), bytes);
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("sketches that end too soon", e);
        }
    }

    private static void add(Store store, ByteBuffer bytes) {
        int index = 0;
        for (long bins = PackedMinute.get(bytes); bins > 0; bins--) {
            long step = PackedMinute.get(bytes);
            index += (int) (step >> 1);
            store.add(index, (step & 1) == 0 ? 1 : (double) PackedMinute.get(bytes));
        }
    }

    /** There are readings that are not in it, and whose spread nobody knows any more. */
    void lack() {
        incomplete = true;
    }

    /** Whether percentiles of the metric can be told. */
    boolean has(Metric metric) {
        return !incomplete && !sketches.get(METRICS.indexOf(metric)).isEmpty();
    }

    /** The value that so many of a hundred readings do not exceed. */
    double percentile(Metric metric, int percent) {
        return sketches.get(METRICS.indexOf(metric)).getValueAtQuantile(percent / HUNDREDTHS);
    }

    /** Null if it is empty or not complete. */
    byte[] pack() {
        if (incomplete || sketches.stream().allMatch(DDSketch::isEmpty)) {
            return null;
        }
        int most = 1;
        for (DDSketch sketch : sketches) {
            most += MOST_BYTES_BEFORE_BINS + bins(sketch.getPositiveValueStore()) * MOST_BYTES_OF_A_BIN;
        }
        ByteBuffer bytes = ByteBuffer.allocate(most).put(VERSION);
        for (DDSketch sketch : sketches) {
            Store store = sketch.getPositiveValueStore();
            PackedMinute.put(bytes, Math.round(sketch.getCount() - store.getTotalCount()));
            put(bytes, store);
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static void put(ByteBuffer bytes, Store store) {
        PackedMinute.put(bytes, bins(store));
        int before = 0;
        for (Iterator<Bin> bins = store.getAscendingIterator(); bins.hasNext(); ) {
            Bin bin = bins.next();
            long count = Math.round(bin.getCount());
            PackedMinute.put(bytes, (bin.getIndex() - before) * 2L + (count == 1 ? 0 : 1));
            if (count != 1) {
                PackedMinute.put(bytes, count);
            }
            before = bin.getIndex();
        }
    }

    private static int bins(Store store) {
        int bins = 0;
        for (Iterator<Bin> each = store.getAscendingIterator(); each.hasNext(); each.next()) {
            bins++;
        }
        return bins;
    }
}
