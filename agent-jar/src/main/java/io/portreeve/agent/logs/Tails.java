package io.portreeve.agent.logs;

import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.config.LogConfig;
import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.agent.logs.WatchedLog.State;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The logs that somebody watches, each for as long as that is asked for again and again. What is read for it is kept for
 * a moment, in memory only, within bounds. Nothing here waits for the engine; any thread may call it.
 */
public final class Tails implements AutoCloseable {
    private static final int USUAL_LINES = 100;
    private static final int MOST_WEIGHT = 128 * 1024;

    /** A log, and the run of its container that it was begun for. */
    private record Watched(int number, Tail tail, Optional<Instant> run) {}

    private final LogReader reader;
    private final LogRules rules;
    private final Map<String, Watched> watched = new LinkedHashMap<>();
    /** What is to be told of those that are not read. */
    private final Map<Integer, State> answers = new HashMap<>();

    private Roster roster = Roster.EMPTY;
    private boolean isAllowed;

    /** That watch nothing. */
    public Tails(LogConfig config, LogReader reader) {
        rules = new LogRules(config);
        this.reader = reader;
        isAllowed = config.live();
    }

    /** Whether the host's owner lets logs be watched, from now on. */
    public synchronized void allow(boolean live) {
        isAllowed = live;
        if (!live) {
            watched.values().forEach(each -> answers.put(each.number(), State.FORBIDDEN));
            close();
        }
    }

    /** The containers there are now. */
    public synchronized void roster(Roster changed) {
        roster = changed;
        if (!watched.isEmpty()) {
            changed.entries().forEach(entry -> readOn(entry.container()));
        }
    }

    /**
     * Somebody watches.
     *
     * @param numbers of containers, as the rosters have them
     * @param lines of the past that are to be told; 0 if they were
     * @param lasts from now on
     */
    public synchronized void watch(Collection<Integer> numbers, int lines, Duration lasts) {
        for (Roster.Entry entry : roster.entries()) {
            if (numbers.contains(entry.number())) {
                watch(entry, lines, lasts);
            }
        }
    }

    /** Whether there is anything to be told, or may be. */
    public synchronized boolean isWatching() {
        for (Iterator<Watched> each = watched.values().iterator(); each.hasNext(); ) {
            Tail tail = each.next().tail();
            if (tail.isExpired()) {
                tail.close();
                each.remove();
            }
        }
        return !watched.isEmpty() || !answers.isEmpty();
    }

    /** What is to be told now, within bounds; in turn, where it is much. */
    public synchronized List<WatchedLog> take() {
        List<WatchedLog> taken = new ArrayList<>();
        answers.forEach((number, state) -> taken.add(new WatchedLog(number, state, 0, List.of())));
        answers.clear();
        int share = MOST_WEIGHT / Math.max(1, watched.size());
        watched.values().forEach(each -> each.tail().take(each.number(), share).ifPresent(taken::add));
        return taken;
    }

    @Override
    public synchronized void close() {
        watched.values().forEach(each -> each.tail().close());
        watched.clear();
    }

    private void watch(Roster.Entry entry, int lines, Duration lasts) {
        EngineContainer container = entry.container();
        Watched known = watched.get(container.id());
        if (known == null && (!isAllowed || watched.size() >= Limits.LEASED_LOGS)) {
            answers.put(entry.number(), isAllowed ? State.TOO_MANY : State.FORBIDDEN);
            return;
        }
        if (known == null) {
            Tail tail = new Tail(container.id(), reader, rules, lines == 0 ? USUAL_LINES : lines);
            watched.put(container.id(), new Watched(entry.number(), tail, container.startedAt()));
            tail.lasts(lasts);
            tail.begin();
            return;
        }
        known.tail().lasts(lasts);
        if (lines > 0) {
            known.tail().again(lines);
        }
        if (known.tail().isBroken()) {
            known.tail().begin();
        }
        readOn(container);
    }

    private void readOn(EngineContainer container) {
        Watched known = watched.get(container.id());
        if (known != null
                && (container.hasProcesses() || !known.run().equals(container.startedAt()))
                && !known.tail().isForbidden()) {
            watched.put(container.id(), new Watched(known.number(), known.tail(), container.startedAt()));
            known.tail().begin();
        }
    }
}
