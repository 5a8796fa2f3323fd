package io.portreeve.cloud.platform;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Server-sent events to one reader, who may be slow: what goes next is asked for when it can go, so that the bounds of the
 * source are all there is. Writing never blocks, whichever thread wakes it.
 */
public final class EventStream implements WriteListener {
    private static final Logger LOG = System.getLogger(EventStream.class.getName());

    /** Where events come from. Never blocks; any thread may ask. */
    public interface Source {
        /** Whole events; empty if there are none now. */
        Optional<String> next();

        /** Whether nothing comes any more once {@link #next} is empty. */
        boolean isOver();

        /** Nobody reads any more; said at least once. */
        void left();
    }

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Source source;
    private boolean closed;

    private EventStream(AsyncContext context, ServletOutputStream out, Source source) {
        this.context = context;
        this.out = out;
        this.source = source;
    }

    /**
     * Answers a request with a stream.
     *
     * @param longest after which it ends whatever the source says
     */
    public static EventStream begin(
            HttpServletRequest request, HttpServletResponse response, Source source, Duration longest)
            throws IOException {
        try {
            return begun(request, response, source, longest);
        } catch (IOException | RuntimeException e) {
            source.left();
            throw e;
        }
    }

    private static EventStream begun(
            HttpServletRequest request, HttpServletResponse response, Source source, Duration longest)
            throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext context = request.isAsyncStarted() ? request.getAsyncContext() : request.startAsync();
        context.setTimeout(longest.toMillis());
        EventStream stream = new EventStream(context, response.getOutputStream(), source);
        context.addListener(new Leaving(stream));
        stream.out.setWriteListener(stream);
        return stream;
    }

    /** There may be something to tell. */
    public synchronized void wake() {
        if (!closed) {
            drain();
        }
    }

    @Override
    public synchronized void onWritePossible() {
        wake();
    }

    @Override
    public void onError(Throwable failure) {
        LOG.log(Level.DEBUG, "a stream broke", failure);
        close();
    }

    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            context.complete();
        } catch (IllegalStateException e) {
            LOG.log(Level.TRACE, "a stream was over already", e);
        }
        source.left();
    }

    private void drain() {
        try {
            while (out.isReady()) {
                Optional<String> next = source.next();
                if (next.isEmpty()) {
                    if (source.isOver()) {
                        close();
                    }
                    return;
                }
                out.write(next.get().getBytes(StandardCharsets.UTF_8));
                if (out.isReady()) {
                    out.flush();
                }
            }
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "a stream's reader is gone", e);
            close();
        }
    }

    private record Leaving(EventStream stream) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            stream.close();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            stream.close();
        }

        @Override
        public void onError(AsyncEvent event) {
            stream.close();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // It starts once.
        }
    }
}
