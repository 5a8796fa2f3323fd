package io.portreeve.agent;

import io.portreeve.agent.config.IntervalBounds;
import io.portreeve.agent.link.Pacing;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How often containers are read: as the cloud wants, within what the host's owner allows. */
final class Pace implements Pacing {
    private static final Duration USUAL = Duration.ofSeconds(10);

    private final Pacing reader;
    private IntervalBounds bounds;
    private Optional<Duration> wanted = Optional.empty();

    Pace(IntervalBounds bounds, Pacing reader) {
        this.bounds = bounds;
        this.reader = reader;
    }

    /** The cloud has not said anything yet. */
    void begin() {
        every(USUAL);
    }

    @Override
    public synchronized void every(Duration interval) {
        wanted = Optional.of(interval);
        tell();
    }

    @Override
    public synchronized void leased(Set<Integer> containers, Duration interval, Duration lasts) {
        reader.leased(containers, bounds.bound(interval), lasts);
    }

    synchronized void bounds(IntervalBounds changed) {
        bounds = changed;
        tell();
    }

    private void tell() {
        wanted.map(bounds::bound).ifPresent(reader::every);
    }
}
