package io.portreeve.agent.link;

import io.portreeve.contract.codec.Frames;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The sending half of a WebSocket, which takes one message at a time; the others wait here, and the caller bounds how
 * many. For the one thread of the executor.
 */
final class Socket {
    private static final int WORTH_COMPRESSING = 512;
    private static final int KEEPS_UP = 3;
    private static final long PATIENCE_MILLIS = 5000;

    private final WebSocket webSocket;
    private final Executor thread;
    private final Consumer<Throwable> failed;
    private final Deque<Outgoing> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> said = new CompletableFuture<>();
    private Optional<Supplier<CompletableFuture<WebSocket>>> farewell = Optional.empty();
    private boolean busy;
    private long busySinceNanos;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Outgoing(byte[] bytes, boolean isText) {}

    Socket(WebSocket webSocket, Executor thread, Consumer<Throwable> failed) {
        this.webSocket = webSocket;
        this.thread = thread;
        this.failed = failed;
    }

    void send(byte[] message) {
        boolean small = message.length < WORTH_COMPRESSING;
        waiting.add(new Outgoing(small ? message : Frames.compress(message), small));
        sendNext();
    }

    /** A message that is compressed already. */
    void sendFrame(byte[] frame) {
        waiting.add(new Outgoing(frame, false));
        sendNext();
    }

    /** Whether little is waiting, so that what is of use only now may be sent. */
    boolean keepsUp() {
        return waiting.size() < KEEPS_UP;
    }

    /** For how long the message before has not left. */
    long stalledNanos() {
        return busy ? System.nanoTime() - busySinceNanos : 0;
    }

    boolean isIdle() {
        return !busy && waiting.isEmpty();
    }

    void request() {
        webSocket.request(1);
    }

    /**
     * Says why, after what is just being sent, and gives the other side a moment to take it: cutting at once would throw
     * it away together with what has not been read.
     *
     * @return completes when it is said or cannot be
     */
    CompletableFuture<Void> close(int code, String reason) {
        waiting.clear();
        farewell = Optional.of(() -> webSocket.sendClose(code, reason));
        webSocket.request(Long.MAX_VALUE);
        CompletableFuture.delayedExecutor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> {
                    webSocket.abort();
                    said.complete(null);
                });
        sendNext();
        return said;
    }

    void abort() {
        webSocket.abort();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // failures are handed on
    private void sendNext() {
        if (busy || (waiting.isEmpty() && farewell.isEmpty())) {
            return;
        }
        busy = true;
        busySinceNanos = System.nanoTime();
        if (farewell.isPresent()) {
            farewell.get().get().whenComplete((done, failure) -> said.complete(null));
            return;
        }
        Outgoing next = waiting.remove();
        CompletableFuture<WebSocket> sent = next.isText
                ? webSocket.sendText(new String(next.bytes, StandardCharsets.UTF_8), true)
                : webSocket.sendBinary(ByteBuffer.wrap(next.bytes), true);
        sent.whenCompleteAsync(
                (done, failure) -> {
                    busy = false;
                    if (failure == null) {
                        sendNext();
                    } else if (farewell.isPresent()) {
                        said.complete(null);
                    } else {
                        failed.accept(failure);
                    }
                },
                thread);
    }
}
