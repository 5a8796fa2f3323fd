package io.portreeve.cloud.logs.boundary;

import io.portreeve.cloud.logs.LiveTail;
import io.portreeve.cloud.logs.TailEnd;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Those on this node who watch one log. */
final class TailChannel {
    private final List<TailWatch> watches = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private final AutoCloseable subscription;
    private volatile Instant heardAt;

    /** Nobody yet; what is subscribed ends with the channel. */
    TailChannel(Clock clock, Function<TailChannel, AutoCloseable> subscribed) {
        this.clock = clock;
        heardAt = clock.instant();
        subscription = subscribed.apply(this);
    }

    void heard(LiveTail tail) {
        heardAt = clock.instant();
        watches.forEach(watch -> watch.offer(tail));
    }

    boolean isSilentFor(Duration time) {
        return heardAt.plus(time).isBefore(clock.instant());
    }

    List<TailWatch> watches() {
        return List.copyOf(watches);
    }

    void add(TailWatch watch) {
        if (watches.isEmpty()) {
            heardAt = clock.instant();
        }
        watches.add(watch);
    }

    void remove(TailWatch watch) {
        watches.remove(watch);
    }

    void end(TailEnd reason) {
        watches.forEach(watch -> watch.end(reason));
    }

    void close() throws Exception {
        subscription.close();
    }
}
