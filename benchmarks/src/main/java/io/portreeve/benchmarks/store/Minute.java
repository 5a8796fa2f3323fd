package io.portreeve.benchmarks.store;

import java.time.Instant;
import java.util.UUID;

/**
 * The readings of one container in one minute.
 *
 * @param offsets of each reading from the start, in milliseconds
 * @param values by metric and reading; NaN where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Minute(UUID container, Instant start, int[] offsets, double[][] values) {
    int readings() {
        return offsets.length;
    }

    Instant at(int reading) {
        return start.plusMillis(offsets[reading]);
    }

    int known() {
        int known = 0;
        for (double[] metric : values) {
            for (double value : metric) {
                known += Double.isNaN(value) ? 0 : 1;
            }
        }
        return known;
    }
}
