package io.portreeve.cloud.logs.control;

import io.portreeve.cloud.logs.LiveLine;
import io.portreeve.cloud.logs.LiveTail;
import io.portreeve.cloud.logs.TailEnd;
import io.portreeve.contract.message.LiveLogs;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one who watches a log has not been told yet. Bounded: the oldest lines give way and are counted. Lines that come
 * again, since somebody else began to watch, are passed over. Any thread may offer and take.
 */
public final class TailBuffer {
    static final int MOST_LINES = 2_000;
    static final int MOST_CHARACTERS = 256 * 1024;
    static final int MOST_AT_ONCE = 200;

    /** The agent has been asked, and has said nothing yet. */
    static final String WAITING = "waiting";

    static final String FOLLOWING = "following";

    /** The container does not run; what it writes when it runs again is told. */
    static final String STOPPED = "stopped";

    /** The engine does not give the log now; the agent asks it again. */
    static final String UNREADABLE = "unreadable";

    private static final Map<String, TailEnd> ENDS = Map.of(
            LiveTail.AGENT_TOO_OLD, TailEnd.AGENT_TOO_OLD,
            LiveLogs.FORBIDDEN, TailEnd.FORBIDDEN,
            LiveLogs.OPTED_OUT, TailEnd.OPTED_OUT,
            LiveLogs.TOO_MANY, TailEnd.TOO_MANY);

    /** What an agent says and what is told of it; whatever else it says, it tells lines. */
    private static final Map<String, String> STATES = Map.of(LiveLogs.ENDED, STOPPED, LiveLogs.UNREADABLE, UNREADABLE);

    private final Deque<LiveLine> lines = new ArrayDeque<>();
    private long characters;
    private long missed;
    private long lastNumber;
    private Instant lastAt = Instant.MIN;
    private String state = WAITING;
    private boolean stateIsNews = true;
    private boolean beats;
    private Optional<TailEnd> end = Optional.empty();
    private boolean endIsTold;

    public synchronized void offer(LiveTail tail) {
        if (end.isPresent()) {
            return;
        }
        missed += tail.missed();
        tail.lines().forEach(this::add);
        Optional<TailEnd> reason = Optional.ofNullable(ENDS.get(tail.state()));
        if (reason.isPresent()) {
            end(reason.get());
        } else if (!tail.state().equals(LiveTail.ASKED)) {
            stands(STATES.getOrDefault(tail.state(), FOLLOWING));
        }
    }

    /** So that who reads knows that there is still somebody who tells, and who tells learns whether somebody reads. */
    public synchronized void beat() {
        beats = true;
    }

    /** What waits is still told. */
    public synchronized void end(TailEnd reason) {
        if (end.isEmpty()) {
            end = Optional.of(reason);
        }
    }

    /** Whether nothing is to be told any more. */
    public synchronized boolean isOver() {
        return endIsTold;
    }

    synchronized Optional<TailNews> take() {
        if (!lines.isEmpty() || missed > 0) {
            return Optional.of(takeLines());
        }
        if (stateIsNews) {
            stateIsNews = false;
            return Optional.of(new TailNews.Standing(state));
        }
        if (end.isPresent() && !endIsTold) {
            endIsTold = true;
            return end.map(TailNews.Ended::new);
        }
        if (beats && !endIsTold) {
            beats = false;
            return Optional.of(new TailNews.Beat());
        }
        return Optional.empty();
    }

    private TailNews takeLines() {
        List<LiveLine> taken = new ArrayList<>();
        while (!lines.isEmpty() && taken.size() < MOST_AT_ONCE) {
            taken.add(remove());
        }
        TailNews news = new TailNews.Lines(missed, List.copyOf(taken));
        missed = 0;
        beats = false;
        return news;
    }

    private void add(LiveLine line) {
        boolean wasTold = line.number() <= lastNumber && !line.at().isAfter(lastAt);
        if (wasTold) {
            return;
        }
        lastNumber = line.number();
        lastAt = line.at().isAfter(lastAt) ? line.at() : lastAt;
        lines.add(line);
        characters += line.text().length();
        while (lines.size() > MOST_LINES || (characters > MOST_CHARACTERS && lines.size() > 1)) {
            remove();
            missed++;
        }
    }

    private LiveLine remove() {
        LiveLine first = lines.remove();
        characters -= first.text().length();
        return first;
    }

    private void stands(String now) {
        stateIsNews |= !now.equals(state);
        state = now;
    }
}
