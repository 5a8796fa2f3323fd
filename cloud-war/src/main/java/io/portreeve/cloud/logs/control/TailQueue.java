package io.portreeve.cloud.logs.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.logs.LiveTail;
import io.portreeve.cloud.platform.OrganizationId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Lines that wait to be told to all nodes, bounded for each organization and in all. What finds no room is left out and
 * counted with what comes next of its log. Any thread may offer and take.
 */
final class TailQueue {
    static final int MOST_OF_ONE = 64;

    private static final int MOST = 512;
    private static final long MOST_CHARACTERS = 8L * 1024 * 1024;

    private final Deque<LiveTail> waiting = new ArrayDeque<>();
    private final Map<OrganizationId, Integer> shares = new HashMap<>();
    private final Map<ContainerId, Long> missed = new HashMap<>();
    private long characters;

    /** Never blocks. */
    synchronized void offer(LiveTail tail) {
        int share = shares.getOrDefault(tail.organization(), 0);
        if (waiting.size() >= MOST || characters >= MOST_CHARACTERS || share >= MOST_OF_ONE) {
            if (missed.size() < MOST || missed.containsKey(tail.container())) {
                missed.merge(tail.container(), tail.missed() + tail.lines().size(), Long::sum);
            }
            return;
        }
        Long before = missed.remove(tail.container());
        shares.put(tail.organization(), share + 1);
        characters += characters(tail);
        waiting.add(tail.missing(before == null ? 0 : before));
        notifyAll();
    }

    /** Waits until there is something. */
    synchronized LiveTail take() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        LiveTail next = waiting.remove();
        characters -= characters(next);
        shares.computeIfPresent(next.organization(), (any, share) -> share > 1 ? share - 1 : null);
        return next;
    }

    private static long characters(LiveTail tail) {
        return tail.lines().stream().mapToLong(line -> line.text().length()).sum();
    }
}
