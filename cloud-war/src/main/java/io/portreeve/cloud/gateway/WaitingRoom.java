package io.portreeve.cloud.gateway;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of messages may wait on this node for being stored, whoever sent them. Any thread may ask. */
final class WaitingRoom {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    WaitingRoom(long mostBytes) {
        most = mostBytes;
    }

    /** A part of the heap that leaves enough for everything else. */
    static WaitingRoom ofThisProcess() {
        return new WaitingRoom(Runtime.getRuntime().maxMemory() / 8);
    }

    /** False if there is none left. */
    boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void leave(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
