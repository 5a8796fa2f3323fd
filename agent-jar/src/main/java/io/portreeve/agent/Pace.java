package io.portreeve.agent;

import io.portreeve.agent.config.IntervalBounds;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** How often containers are read: as the cloud wants, within what the host's owner allows. */
final class Pace {
    private static final Duration USUAL = Duration.ofSeconds(10);

    private final Consumer<Duration> reader;
    private IntervalBounds bounds;
    private Optional<Duration> wanted = Optional.empty();

    Pace(IntervalBounds bounds, Consumer<Duration> reader) {
        this.bounds = bounds;
        this.reader = reader;
    }

    /** The cloud has not said anything yet. */
    void begin() {
        wanted(USUAL);
    }

    synchronized void wanted(Duration interval) {
        wanted = Optional.of(interval);
        tell();
    }

    synchronized void bounds(IntervalBounds changed) {
        bounds = changed;
        tell();
    }

    private void tell() {
        wanted.map(bounds::bound).ifPresent(reader);
    }
}
