package io.portreeve.agent.logs;

import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.protocol.Limits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Lines of a log that is watched: those that wait, of which the oldest give way and are counted, and the last ones, told
 * again to whoever comes later. Any thread may put and take.
 */
final class TailShelf {
    private static final int MOST_WAITING_BYTES = 128 * 1024;
    private static final int MOST_LAST_BYTES = 64 * 1024;

    private final Lane waiting = new Lane(MOST_WAITING_BYTES);
    private final Lane last = new Lane(MOST_LAST_BYTES);
    private long missed;

    /** What is taken at once. */
    record Part(long missed, List<LogLine> lines, int weight) {}

    private static final class Lane {
        private final int most;
        private final Deque<LogItem> items = new ArrayDeque<>();
        private int bytes;

        private Lane(int most) {
            this.most = most;
        }

        /** How many gave way. */
        private int add(LogItem item) {
            items.add(item);
            bytes += item.weight();
            int gone = 0;
            while (items.size() > Limits.LIVE_LOG_LINES || (bytes > most && items.size() > 1)) {
                remove();
                gone++;
            }
            return gone;
        }

        private LogItem remove() {
            LogItem first = items.remove();
            bytes -= first.weight();
            return first;
        }
    }

    synchronized void put(LogItem item) {
        item.gap().ifPresent(gap -> missed += gap.missed());
        if (item.line().isPresent()) {
            last.add(item);
            missed += waiting.add(item);
        }
    }

    /** So many of the last lines are to be told, whether they were or not. */
    synchronized void again(int lines) {
        if (waiting.items.size() >= Math.min(lines, last.items.size())) {
            return;
        }
        waiting.items.clear();
        waiting.bytes = 0;
        last.items.stream().skip(Math.max(0, last.items.size() - lines)).forEach(waiting::add);
    }

    synchronized Part take(int mostWeight) {
        List<LogLine> lines = new ArrayList<>();
        int weight = 0;
        while (!waiting.items.isEmpty() && lines.size() < Limits.LIVE_LOG_LINES) {
            int next = waiting.items.element().weight();
            if (weight > 0 && weight + next > mostWeight) {
                break;
            }
            weight += next;
            waiting.remove().line().ifPresent(lines::add);
        }
        Part part = new Part(missed, lines, weight);
        missed = 0;
        return part;
    }
}
