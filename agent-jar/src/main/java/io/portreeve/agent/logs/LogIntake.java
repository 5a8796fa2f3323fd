package io.portreeve.agent.logs;

import com.google.re2j.Pattern;
import io.portreeve.agent.docker.EngineLine;
import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Lines of one container as the engine has them, to what the cloud gets. For one thread at a time. */
final class LogIntake {
    private static final Duration NO_MORE = Duration.ofSeconds(1);
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int MOST_JOINED = 500;

    /** Where it all goes. */
    interface Way {
        void put(LogItem item) throws InterruptedException;
    }

    private final Way way;
    private final RateLimit rate;
    private final Redaction redaction;
    private final Optional<Pattern> firstLine;

    private LogPosition position;
    private Optional<EngineLine> open = Optional.empty();
    private StringBuilder openText = new StringBuilder();
    private LogPosition openEnd;
    private int joined;
    private boolean openCut;
    private long openedNanos;
    private Optional<String> lostFor = Optional.empty();
    private long lostFrom;
    private long dropped;
    private long droppedFrom;
    private long droppedTo;

    /**
     * Nothing read yet.
     *
     * @param firstLine what a line has to contain to be the first of those that belong together; absent if each is by itself
     */
    LogIntake(LogPosition position, RateLimit rate, Redaction redaction, Optional<Pattern> firstLine, Way way) {
        this.position = position;
        this.rate = rate;
        this.redaction = redaction;
        this.firstLine = firstLine;
        this.way = way;
    }

    /** Behind the last line that was taken. */
    LogPosition position() {
        return position;
    }

    void take(EngineLine line) throws InterruptedException {
        tellLost(line.timeNanos());
        LogPosition before = position;
        position = position.after(line);
        if (!rate.lets(line.timeNanos())) {
            drop(line, before);
            return;
        }
        tellDropped(before);
        boolean follows = open.isPresent() && open.get().stderr() == line.stderr() && firstLine.isPresent();
        boolean joins = follows
                && joined < MOST_JOINED
                && openText.length() < Limits.LOG_LINE_LENGTH
                && !firstLine.get().matcher(line.text()).find();
        if (joins) {
            openText.append('\n').append(line.text());
            joined++;
        } else {
            flush();
            open = Optional.of(line);
            openText.append(line.text());
            joined = 1;
        }
        openCut |= line.isCut();
        openEnd = position;
        openedNanos = System.nanoTime();
        if (firstLine.isEmpty()) {
            flush();
        }
    }

    /** Lines may be missing; whatever comes then, from that moment on, is numbered anew. */
    void lose(long generation, long sinceNanos, String reason) throws InterruptedException {
        finish();
        lostFrom = lostFor.isPresent() ? lostFrom : position.timeNanos();
        lostFor = Optional.of(reason);
        position = LogPosition.from(Math.max(generation, position.generation() + 1), sinceNanos);
    }

    /** Time has passed. */
    void tick() throws InterruptedException {
        if (open.isPresent() && System.nanoTime() - openedNanos > NO_MORE.toNanos()) {
            flush();
        }
        tellDropped(position);
    }

    /** Nothing more will come for now. */
    void finish() throws InterruptedException {
        flush();
        tellDropped(position);
    }

    /**
     * Nothing more will ever come.
     *
     * @param reason why lines may be missing since the last one; absent if they are not
     */
    void end(long nowNanos, Optional<String> reason) throws InterruptedException {
        finish();
        if (lostFor.isEmpty() && reason.isPresent()) {
            lose(nowNanos / NANOS_PER_MILLI, nowNanos, reason.get());
        }
        tellLost(nowNanos);
    }

    private void flush() throws InterruptedException {
        if (open.isEmpty()) {
            return;
        }
        EngineLine first = open.get();
        String text = redaction.apply(openText.toString(), openCut);
        openCut = false;
        open = Optional.empty();
        openText = new StringBuilder();
        way.put(LogItem.of(new LogLine(openEnd.number(), first.timeNanos(), first.stderr(), text), openEnd));
    }

    /** Told with the line after it, so that nobody goes on from behind a gap that was not told. */
    private void tellLost(long timeNanos) throws InterruptedException {
        if (lostFor.isEmpty()) {
            return;
        }
        LogGap gap = new LogGap(
                0,
                Instant.ofEpochSecond(0, lostFrom),
                Instant.ofEpochSecond(0, Math.max(lostFrom, timeNanos)),
                lostFor.get(),
                0);
        lostFor = Optional.empty();
        way.put(LogItem.of(gap, position));
    }

    private void drop(EngineLine line, LogPosition before) throws InterruptedException {
        flush();
        if (dropped == 0) {
            droppedFrom = before.number() == 0 ? line.timeNanos() : Math.min(before.timeNanos(), line.timeNanos());
            droppedTo = line.timeNanos();
        }
        dropped++;
        droppedTo = Math.max(droppedTo, line.timeNanos());
    }

    private void tellDropped(LogPosition upTo) throws InterruptedException {
        if (dropped == 0) {
            return;
        }
        LogGap gap = new LogGap(
                upTo.number(),
                Instant.ofEpochSecond(0, droppedFrom),
                Instant.ofEpochSecond(0, droppedTo),
                LogGap.RATE,
                dropped);
        dropped = 0;
        way.put(LogItem.of(gap, upTo));
    }
}
