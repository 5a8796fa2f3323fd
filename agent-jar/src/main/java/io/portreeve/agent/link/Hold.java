package io.portreeve.agent.link;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** A time in which nothing is sent; not by the host's clock, which may be set meanwhile. For one thread. */
final class Hold {
    private static final long NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanos;
    private OptionalLong since = OptionalLong.empty();

    Hold(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void begin() {
        since = OptionalLong.of(nanos.getAsLong());
    }

    /** Whether one was, as is said once. */
    boolean isOver() {
        boolean isOver = since.isPresent() && !isOn();
        if (isOver) {
            since = OptionalLong.empty();
        }
        return isOver;
    }

    boolean isOn() {
        return since.isPresent() && nanos.getAsLong() - since.getAsLong() < NANOS;
    }
}
