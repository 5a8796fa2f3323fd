package io.portreeve.agent.spool;

import java.time.Instant;

/**
 * What a record covers, to the millisecond.
 *
 * @param from when the first of what it holds was collected
 * @param to when the last was; not before {@code from}
 * @param items how many readings, events or the like it holds
 */
public record Extent(Instant from, Instant to, int items) {
    public Extent {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("it ends before it begins: " + from + ", " + to);
        }
        if (items < 0) {
            throw new IllegalArgumentException("items are negative: " + items);
        }
    }

    public static Extent at(Instant moment, int items) {
        return new Extent(moment, moment, items);
    }
}
