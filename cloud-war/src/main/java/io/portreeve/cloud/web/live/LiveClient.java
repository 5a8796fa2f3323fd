package io.portreeve.cloud.web.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One open stream. Its queue is bounded: a browser that does not read loses events, is told so, and delays nobody.
 * Writing never blocks, whichever thread offers.
 */
final class LiveClient implements WriteListener {
    private static final Logger LOGGER = System.getLogger(LiveClient.class.getName());
    private static final int MOST_QUEUED = 64;

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final LiveFilter filter;
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private boolean closed;

    LiveClient(AsyncContext context, ServletOutputStream out, LiveFilter filter) {
        this.context = context;
        this.out = out;
        this.filter = filter;
    }

    LiveFilter filter() {
        return filter;
    }

    /** Sends as soon as the browser reads. */
    synchronized void offer(byte[] event) {
        if (closed) {
            return;
        }
        if (queue.size() >= MOST_QUEUED) {
            queue.clear();
            queue.add(LiveEvents.MISSED);
        }
        queue.add(event);
        drain();
    }

    private void drain() {
        try {
            boolean wrote = false;
            while (!queue.isEmpty() && out.isReady()) {
                out.write(queue.poll());
                wrote = true;
            }
            if (wrote && out.isReady()) {
                out.flush();
            }
        } catch (IOException | IllegalStateException gone) {
            LOGGER.log(Level.DEBUG, "a stream's reader is gone", gone);
            close();
        }
    }

    @Override
    public synchronized void onWritePossible() {
        drain();
    }

    @Override
    public void onError(Throwable failure) {
        LOGGER.log(Level.DEBUG, "a stream broke", failure);
        close();
    }

    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        queue.clear();
        try {
            context.complete();
        } catch (IllegalStateException alreadyOver) {
            LOGGER.log(Level.TRACE, "a stream was over already", alreadyOver);
        }
    }
}
