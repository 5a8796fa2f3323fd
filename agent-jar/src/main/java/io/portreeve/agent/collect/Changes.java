package io.portreeve.agent.collect;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Containers that have to be looked at, gathered by any thread and waited for by one. */
final class Changes {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition happened = lock.newCondition();
    private final Set<String> ids = new HashSet<>();
    private boolean over;

    /** A container changed. Bounded by the number of containers there are. */
    void of(String containerId) {
        lock.lock();
        try {
            ids.add(containerId);
            happened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will be told of. */
    void end() {
        lock.lock();
        try {
            over = true;
            happened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something happened or the time is over. */
    void await(Duration most) throws InterruptedException {
        lock.lock();
        try {
            long nanos = most.toNanos();
            while (ids.isEmpty() && !over && nanos > 0) {
                nanos = happened.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for as long as containers go on changing together, and no longer than the time given; then takes them. */
    Set<String> takeAfter(Duration quiet) throws InterruptedException {
        lock.lock();
        try {
            long nanos = ids.isEmpty() ? 0 : quiet.toNanos();
            while (!over && nanos > 0) {
                nanos = happened.awaitNanos(nanos);
            }
            Set<String> taken = Set.copyOf(ids);
            ids.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
