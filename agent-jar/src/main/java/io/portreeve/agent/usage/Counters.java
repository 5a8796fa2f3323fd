package io.portreeve.agent.usage;

import io.portreeve.contract.sample.NetworkInterfaces;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** What a container has used until one moment, and what it holds at it. Anything that could not be read is absent. */
public final class Counters {
    /** What stands for an absent number. */
    public static final long ABSENT = -1;

    private final long nanos;
    private final long[] values;
    private final Optional<NetworkInterfaces> interfaces;

    private Counters(long nanos, long[] values, Optional<NetworkInterfaces> interfaces) {
        this.nanos = nanos;
        this.values = values;
        this.interfaces = interfaces;
    }

    /** Nothing yet, at a moment on a clock that only makes sense between readings of the same source. */
    public static Reading at(long nanos) {
        return new Reading(nanos);
    }

    public long nanos() {
        return nanos;
    }

    /** The number, or {@link #ABSENT}. */
    public long value(Counter counter) {
        return values[counter.place()];
    }

    public boolean has(Counter counter) {
        return value(counter) != ABSENT;
    }

    /** The same without what went over the network. */
    public Counters withoutNetwork() {
        long[] others = values.clone();
        for (Counter counter : Counter.values()) {
            if (counter.isNetwork()) {
                others[counter.place()] = ABSENT;
            }
        }
        return new Counters(nanos, others, Optional.empty());
    }

    /** Its network one by one, where who read it told. */
    public Optional<NetworkInterfaces> interfaces() {
        return interfaces;
    }

    /** Numbers that are being put together. */
    public static final class Reading {
        private final long nanos;
        private final long[] values = new long[Counter.COUNT];
        private Optional<NetworkInterfaces> interfaces = Optional.empty();

        private Reading(long nanos) {
            this.nanos = nanos;
            Arrays.fill(values, ABSENT);
        }

        /** Nothing changes if it is {@link #ABSENT}. */
        public Reading put(Counter counter, long number) {
            if (number != ABSENT) {
                values[counter.place()] = number;
            }
            return this;
        }

        public Reading put(Counter counter, OptionalLong number) {
            return put(counter, number.orElse(ABSENT));
        }

        /** A number in a unit of so many of the counter's. */
        public Reading put(Counter counter, OptionalLong number, long unit) {
            return number.isPresent() ? put(counter, number.getAsLong() * unit) : this;
        }

        public Reading put(NetworkInterfaces network) {
            interfaces = Optional.of(network);
            return this;
        }

        public Counters done() {
            return new Counters(nanos, values.clone(), interfaces);
        }
    }
}
