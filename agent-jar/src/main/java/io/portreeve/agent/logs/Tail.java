package io.portreeve.agent.logs;

import io.portreeve.agent.docker.EngineException;
import io.portreeve.agent.docker.EngineLine;
import io.portreeve.agent.docker.EngineLines;
import io.portreeve.agent.docker.LogSource;
import io.portreeve.agent.logs.WatchedLog.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads one container's log while somebody watches, on a thread of its own that ends with the log and may begin again. */
final class Tail implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Tail.class.getName());

    private final String dockerId;
    private final LogReader reader;
    private final LogRules rules;
    private final int lines;
    private final TailShelf shelf = new TailShelf();
    private final ReentrantLock working = new ReentrantLock();

    private volatile Optional<EngineLines> stream = Optional.empty();
    private volatile Optional<LogIntake> intake = Optional.empty();
    private volatile State state = State.FOLLOWING;
    private volatile boolean isReading;
    private volatile boolean closed;
    private Thread thread;
    private long untilNanos;
    private Optional<State> told = Optional.empty();

    /**
     * One that reads nothing yet.
     *
     * @param lines of the past, to begin with
     */
    Tail(String dockerId, LogReader reader, LogRules rules, int lines) {
        this.dockerId = dockerId;
        this.reader = reader;
        this.rules = rules;
        this.lines = lines;
    }

    /** Reads (on), unless it does. */
    void begin() {
        if (isReading || closed) {
            return;
        }
        isReading = true;
        thread = new Thread(this::run, "tail-" + dockerId.substring(0, 12));
        thread.setDaemon(true);
        thread.start();
    }

    /** For so long from now on. */
    void lasts(Duration time) {
        untilNanos = System.nanoTime() + time.toNanos();
    }

    boolean isExpired() {
        return System.nanoTime() - untilNanos > 0;
    }

    boolean isForbidden() {
        return state == State.OPTED_OUT;
    }

    /** Whether it may be tried again though nothing is known to have changed. */
    boolean isBroken() {
        return state == State.UNREADABLE;
    }

    /** Somebody else has come. */
    void again(int wanted) {
        shelf.again(wanted);
        told = Optional.empty();
    }

    /** What is to be told of the container of that number, within about that many bytes; empty if nothing is. */
    Optional<WatchedLog> take(int number, int mostWeight) {
        tick();
        State now = state;
        TailShelf.Part part = shelf.take(mostWeight);
        if (part.lines().isEmpty() && part.missed() == 0 && told.equals(Optional.of(now))) {
            return Optional.empty();
        }
        told = Optional.of(now);
        return Optional.of(new WatchedLog(number, now, part.missed(), part.lines()));
    }

    @Override
    public void close() {
        closed = true;
        stream.ifPresent(EngineLines::close);
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void tick() {
        if (intake.isEmpty() || !working.tryLock()) {
            return;
        }
        try {
            intake.get().tick();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            working.unlock();
        }
    }

    private void run() {
        try {
            state = read();
        } catch (EngineException e) {
            LOG.log(Level.FINE, e, () -> "a log that is watched broke off: container=" + dockerId);
            state = State.UNREADABLE;
        } catch (InterruptedException e) {
            LOG.log(Level.FINEST, "a log is no longer watched", e);
        } finally {
            stream.ifPresent(EngineLines::close);
            stream = Optional.empty();
            isReading = false;
        }
    }

    private State read() throws InterruptedException {
        Optional<LogSource> source = reader.source(dockerId);
        if (source.isEmpty()) {
            return State.ENDED;
        }
        if (rules.forbids(source.get())) {
            return State.OPTED_OUT;
        }
        LogIntake into = intake.orElseGet(() -> rules.intake(source.get(), LogPosition.from(0, 0), shelf::put));
        intake = Optional.of(into);
        long read = into.position().number();
        stream = read == 0
                ? reader.last(source.get(), lines)
                : reader.since(source.get(), into.position().timeNanos() + 1);
        if (stream.isPresent() && !closed) {
            state = State.FOLLOWING;
            readOn(stream.get(), into);
        }
        return State.ENDED;
    }

    private void readOn(EngineLines open, LogIntake into) throws InterruptedException {
        for (Optional<EngineLine> line = open.next(); line.isPresent(); line = open.next()) {
            working.lock();
            try {
                into.take(line.get());
            } finally {
                working.unlock();
            }
        }
        working.lock();
        try {
            into.finish();
        } finally {
            working.unlock();
        }
    }
}
