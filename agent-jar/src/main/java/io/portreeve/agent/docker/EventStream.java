package io.portreeve.agent.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import java.io.Closeable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The engine's events, in our words. */
final class EventStream extends ResultCallback.Adapter<Event> {
    private static final Logger LOG = Logger.getLogger(EventStream.class.getName());
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Runnable began;
    private final Consumer<EngineOccurrence> happened;
    private final Runnable ended;
    private final AtomicBoolean over = new AtomicBoolean();

    EventStream(Runnable began, Consumer<EngineOccurrence> happened, Runnable ended) {
        this.began = began;
        this.happened = happened;
        this.ended = ended;
    }

    @Override
    public void onStart(Closeable stream) {
        super.onStart(stream);
        began.run();
    }

    @Override
    public void onNext(Event event) {
        if (event.getActor() != null && event.getActor().getId() != null && event.getType() != null) {
            happened.accept(occurrence(event));
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.log(Level.FINE, "the engine's events ended", failure);
        super.onError(failure);
        end();
    }

    @Override
    public void onComplete() {
        super.onComplete();
        end();
    }

    private static EngineOccurrence occurrence(Event event) {
        Map<String, String> attributes = new HashMap<>();
        if (event.getActor().getAttributes() != null) {
            event.getActor().getAttributes().forEach((name, value) -> attributes.put(name, value == null ? "" : value));
        }
        String action = event.getAction() == null ? event.getStatus() : event.getAction();
        return new EngineOccurrence(
                timeNanos(event),
                event.getType().getValue(),
                action == null ? "" : action,
                event.getActor().getId(),
                attributes);
    }

    private static long timeNanos(Event event) {
        if (event.getTimeNano() != null) {
            return event.getTimeNano();
        }
        return event.getTime() == null ? 0 : event.getTime() * NANOS_PER_SECOND;
    }

    private void end() {
        if (over.compareAndSet(false, true)) {
            ended.run();
        }
    }
}
