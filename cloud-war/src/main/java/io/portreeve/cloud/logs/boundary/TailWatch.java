package io.portreeve.cloud.logs.boundary;

import io.portreeve.cloud.logs.LiveTail;
import io.portreeve.cloud.logs.TailEnd;
import io.portreeve.cloud.logs.control.TailBuffer;
import io.portreeve.cloud.logs.control.TailText;
import io.portreeve.cloud.platform.EventStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** One who watches a log. Whoever writes what it has is woken when there is more. */
public final class TailWatch implements EventStream.Source {
    private final String watcher;
    private final Instant begun;
    private final Consumer<TailWatch> leaving;
    private final TailBuffer buffer = new TailBuffer();
    private volatile Optional<Runnable> reader = Optional.empty();

    TailWatch(String watcher, Instant begun, Consumer<TailWatch> leaving) {
        this.watcher = watcher;
        this.begun = begun;
        this.leaving = leaving;
    }

    /** Calls it, on any thread, whenever there is something; it must not block. */
    public void wakes(Runnable awakened) {
        reader = Optional.of(awakened);
        awakened.run();
    }

    @Override
    public Optional<String> next() {
        return TailText.next(buffer);
    }

    @Override
    public boolean isOver() {
        return buffer.isOver();
    }

    @Override
    public void left() {
        leaving.accept(this);
    }

    String watcher() {
        return watcher;
    }

    Instant begun() {
        return begun;
    }

    void offer(LiveTail tail) {
        buffer.offer(tail);
        reader.ifPresent(Runnable::run);
    }

    void beat() {
        buffer.beat();
        reader.ifPresent(Runnable::run);
    }

    void end(TailEnd reason) {
        buffer.end(reason);
        reader.ifPresent(Runnable::run);
    }
}
