package io.portreeve.agent.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The engine's events, as the ids of containers. */
final class EventStream extends ResultCallback.Adapter<Event> {
    private static final Logger LOG = Logger.getLogger(EventStream.class.getName());

    private final Consumer<String> changed;
    private final Runnable ended;
    private final AtomicBoolean over = new AtomicBoolean();

    EventStream(Consumer<String> changed, Runnable ended) {
        this.changed = changed;
        this.ended = ended;
    }

    @Override
    public void onNext(Event event) {
        if (event.getActor() != null && event.getActor().getId() != null) {
            changed.accept(event.getActor().getId());
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

    private void end() {
        if (over.compareAndSet(false, true)) {
            ended.run();
        }
    }
}
