package io.portreeve.agent.logs;

import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogLine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Lines that wait for the cloud, bounded for each container and in all. Any thread may put and take. */
public final class LogShelf {
    private static final int RIPE_BYTES = 64 * 1024;

    private final int mostBytes;
    private final int mostOfOne;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private int bytes;
    private long oldestNanos;

    private static final class Place {
        private final Deque<LogItem> items = new ArrayDeque<>();
        private int bytes;
    }

    /**
     * An empty one.
     *
     * @param mostBytes for all containers
     * @param mostOfOne for each
     */
    public LogShelf(int mostBytes, int mostOfOne) {
        this.mostBytes = mostBytes;
        this.mostOfOne = mostOfOne;
    }

    /**
     * Puts an item behind the others of its container, and waits for room, but no longer than that.
     *
     * @return false if there is no room
     */
    synchronized boolean put(String dockerId, LogItem item, Duration patience) throws InterruptedException {
        int weight = item.weight();
        long until = System.nanoTime() + patience.toNanos();
        while (!hasRoom(dockerId, weight)) {
            long millis = (until - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        force(dockerId, item);
        return true;
    }

    /** Puts an item whether there is room or not. */
    synchronized void force(String dockerId, LogItem item) {
        if (places.isEmpty()) {
            oldestNanos = System.nanoTime();
        }
        Place place = places.computeIfAbsent(dockerId, any -> new Place());
        place.items.add(item);
        place.bytes += item.weight();
        bytes += item.weight();
    }

    /** Throws away what waits of a container. */
    synchronized void discard(String dockerId) {
        Place place = places.remove(dockerId);
        bytes -= place == null ? 0 : place.bytes;
        notifyAll();
    }

    /** Waits until at least half of what a container may have is free. */
    synchronized void awaitRoom(String dockerId) throws InterruptedException {
        while (!hasRoom(dockerId, mostOfOne / 2)) {
            wait();
        }
    }

    /** Whether there is much, or something has waited for that long. */
    public synchronized boolean isRipe(Duration patience) {
        return bytes >= RIPE_BYTES || (!places.isEmpty() && System.nanoTime() - oldestNanos >= patience.toNanos());
    }

    /** About as many bytes as wait. */
    public synchronized int bytes() {
        return bytes;
    }

    /** Whether lines of the container wait. */
    synchronized boolean holds(String dockerId) {
        return places.containsKey(dockerId);
    }

    /** Takes what came first, in turn from the containers that are wanted, within about these bounds. */
    public synchronized List<LogStretch> take(Predicate<String> wanted, int mostItems, int mostWeight) {
        List<LogStretch> taken = new ArrayList<>();
        List<String> ids = places.keySet().stream().filter(wanted).toList();
        int items = mostItems;
        int weight = mostWeight;
        for (String id : ids) {
            Place place = places.remove(id);
            int before = place.bytes;
            int count = place.items.size();
            taken.add(stretch(id, place, items, weight));
            weight -= before - place.bytes;
            items -= count - place.items.size();
            bytes -= before - place.bytes;
            if (!place.items.isEmpty()) {
                // Behind the others, so that each has its turn.
                places.put(id, place);
            }
            if (items <= 0 || weight <= 0) {
                break;
            }
        }
        oldestNanos = System.nanoTime();
        notifyAll();
        return taken;
    }

    private static LogStretch stretch(String id, Place place, int mostItems, int mostWeight) {
        List<LogLine> lines = new ArrayList<>();
        List<LogGap> gaps = new ArrayList<>();
        LogPosition after = place.items.element().after();
        int weight = 0;
        Iterator<LogItem> items = place.items.iterator();
        while (items.hasNext() && lines.size() + gaps.size() < mostItems) {
            LogItem item = items.next();
            boolean fits = weight == 0 || weight + item.weight() <= mostWeight;
            if (!fits || item.after().generation() != after.generation()) {
                break;
            }
            items.remove();
            weight += item.weight();
            after = item.after();
            item.line().ifPresent(lines::add);
            item.gap().ifPresent(gaps::add);
        }
        place.bytes -= weight;
        return new LogStretch(id, lines, gaps, after);
    }

    private boolean hasRoom(String dockerId, int weight) {
        Place place = places.get(dockerId);
        // One item is always taken, however large.
        boolean ofOwn = place == null || place.bytes + weight <= mostOfOne;
        return ofOwn && (places.isEmpty() || bytes + weight <= mostBytes);
    }
}
