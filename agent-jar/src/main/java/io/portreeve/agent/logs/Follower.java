package io.portreeve.agent.logs;

import io.portreeve.agent.docker.EngineException;
import io.portreeve.agent.docker.EngineLine;
import io.portreeve.agent.docker.EngineLines;
import io.portreeve.agent.docker.LogSource;
import io.portreeve.contract.log.LogGap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads one container's log for as long as there is the container, on a thread of its own. */
final class Follower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Follower.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FOREVER = Duration.ofDays(365);
    private static final Duration DOUBT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final LogSource source;
    private final LogReader logs;
    private final LogShelf shelf;
    private final LogIntake intake;
    private final Clock clock;
    private final ReentrantLock working = new ReentrantLock();
    private final Semaphore runs = new Semaphore(0);
    private final Thread thread;

    private volatile Optional<EngineLines> stream = Optional.empty();
    private volatile Resumption resumption;
    private volatile long openedNanos;
    private volatile boolean running;
    private Optional<Instant> startedAt = Optional.empty();
    private volatile boolean closed;
    private volatile boolean wasFull;
    private final AtomicBoolean isLost = new AtomicBoolean();
    private volatile boolean isFinished;
    private boolean isComplete;

    /** That has not started; the position is from where on to read. */
    Follower(LogSource source, LogReader logs, LogShelf shelf, LogPosition position, LogRules rules, Clock clock) {
        this.source = source;
        this.logs = logs;
        this.shelf = shelf;
        this.clock = clock;
        intake = rules.intake(source, position, this::put);
        resumption = new Resumption(position, nowNanos());
        thread = new Thread(this::run, "log-" + source.id().substring(0, 12));
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Leaves out what is before that moment; to be said before the start. */
    void skipTo(long sinceNanos, String reason) {
        try {
            intake.lose(clock.millis(), sinceNanos, reason);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the container runs now, and since when it runs or ran: a run may be over before anybody looks. */
    void runs(boolean now, Optional<Instant> since) {
        if ((now && !running) || !since.equals(startedAt)) {
            runs.release();
        }
        running = now;
        startedAt = since;
    }

    /** There is no such container any more, as it seems. */
    void gone() {
        if (!isFinished) {
            runs.release();
        }
    }

    /** Whether the engine has nothing more of it, and everything that is to be told is on the shelf. */
    boolean isFinished() {
        return isFinished;
    }

    /** Time has passed. */
    void tick() {
        boolean doubtful = resumption.isInDoubt() && System.nanoTime() - openedNanos > DOUBT.toNanos();
        if (doubtful) {
            isLost.set(true);
            stream.ifPresent(EngineLines::close);
        }
        if (!working.tryLock()) {
            return;
        }
        try {
            intake.tick();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            working.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        stream.ifPresent(EngineLines::close);
        thread.interrupt();
    }

    /** Reads no further; what was read is on the shelf. Gives where it stopped. */
    LogPosition stop() {
        close();
        working.lock();
        try {
            intake.end(nowNanos(), Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            working.unlock();
        }
        return intake.position();
    }

    private void run() {
        try {
            long seconds = 1;
            while (!closed && !isFinished) {
                long begun = System.nanoTime();
                runs.drainPermits();
                boolean ended = read();
                boolean wasShort = System.nanoTime() - begun < LONGEST_WAIT.toNanos();
                seconds = wasShort ? Math.min(seconds * 2, LONGEST_WAIT.toSeconds()) : 1;
                if (wasFull) {
                    wasFull = false;
                    shelf.awaitRoom(source.id());
                } else if (ended && !running) {
                    runs.acquire();
                } else if (!isLost.get()) {
                    boolean begunAgain = runs.tryAcquire(ended ? 1 : seconds, TimeUnit.SECONDS);
                    LOG.finest(() -> "reads on: container=" + source.id() + " " + begunAgain);
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.FINEST, "a log is no longer followed", e);
        }
    }

    /** Until the log ends or breaks off; whether it has ended. */
    private boolean read() throws InterruptedException {
        if (isLost.getAndSet(false)) {
            lose();
        }
        resumption = new Resumption(intake.position(), nowNanos());
        try {
            stream = logs.since(source, resumption.sinceNanos());
            openedNanos = System.nanoTime();
            if (stream.isEmpty()) {
                finish();
            } else if (!closed) {
                readOn(stream.get());
            }
            isLost.compareAndSet(false, resumption.isInDoubt());
            isComplete = !isLost.get();
            return !isLost.get();
        } catch (EngineException e) {
            isComplete = false;
            LOG.log(Level.FINE, e, () -> "a log broke off: container=" + source.id());
            return false;
        } finally {
            stream.ifPresent(EngineLines::close);
            stream = Optional.empty();
        }
    }

    private void readOn(EngineLines open) throws InterruptedException {
        for (Optional<EngineLine> line = open.next(); line.isPresent(); line = open.next()) {
            working.lock();
            try {
                if (closed) {
                    return;
                }
                switch (resumption.judge(line.get())) {
                    case NEW -> intake.take(line.get());
                    case LOST -> {
                        isLost.set(true);
                        return;
                    }
                    case OLD -> {}
                }
            } finally {
                working.unlock();
            }
        }
        working.lock();
        try {
            intake.finish();
        } finally {
            working.unlock();
        }
    }

    /** The engine has forgotten the container; only where its log was read to its end nothing is missing. */
    private void finish() throws InterruptedException {
        working.lock();
        try {
            if (closed) {
                return;
            }
            intake.end(nowNanos(), isComplete ? Optional.empty() : Optional.of(LogGap.REMOVED));
        } finally {
            working.unlock();
        }
        isFinished = true;
    }

    private long nowNanos() {
        return Followers.nanos(clock.instant());
    }

    private void lose() throws InterruptedException {
        working.lock();
        try {
            intake.lose(clock.millis(), Math.min(intake.position().timeNanos() + 1, nowNanos()), LogGap.ROTATED);
        } finally {
            working.unlock();
        }
    }

    /** While there is no room for long the engine keeps the lines: a stream that nobody reads would lose them unnoticed. */
    private void put(LogItem item) throws InterruptedException {
        if (Thread.currentThread() != thread) {
            shelf.force(source.id(), item);
            return;
        }
        try {
            putOrWait(item);
        } catch (InterruptedException e) {
            // It was read, and whoever reads on does so behind it.
            shelf.force(source.id(), item);
            throw e;
        }
    }

    private void putOrWait(LogItem item) throws InterruptedException {
        if (!shelf.put(source.id(), item, PATIENCE)) {
            wasFull = true;
            stream.ifPresent(EngineLines::close);
            while (!shelf.put(source.id(), item, FOREVER)) {
                LOG.fine(() -> "no room for a year: container=" + source.id());
            }
        }
    }
}
