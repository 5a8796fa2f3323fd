package io.portreeve.agent.logs;

import io.portreeve.agent.docker.EngineException;
import io.portreeve.agent.docker.EngineLine;
import io.portreeve.agent.docker.EngineLines;
import io.portreeve.agent.docker.LogSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Logs that a test writes. */
public final class FakeLogs implements LogReader {
    private static final class Log {
        private final List<EngineLine> lines = new ArrayList<>();
        private boolean isEnded;
    }

    private final Map<String, Log> logs = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> labels = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean broken;

    public void write(String dockerId, String... texts) {
        Log log = log(dockerId);
        synchronized (log) {
            for (String text : texts) {
                log.lines.add(new EngineLine(1_000_000L * (log.lines.size() + 1), false, text, false));
            }
            log.notifyAll();
        }
    }

    void end(String dockerId, boolean ended) {
        Log log = log(dockerId);
        synchronized (log) {
            log.isEnded = ended;
            log.notifyAll();
        }
    }

    void label(String dockerId, String key, String value) {
        labels.put(dockerId, Map.of(key, value));
    }

    void breakDown(boolean down) {
        broken = down;
    }

    /** How many are being read. */
    int open() {
        return open.get();
    }

    @Override
    public Optional<LogSource> source(String dockerId) {
        return Optional.of(new LogSource(dockerId, false, Instant.EPOCH, labels.getOrDefault(dockerId, Map.of())));
    }

    @Override
    public Optional<EngineLines> since(LogSource source, long sinceNanos) {
        List<EngineLine> lines = log(source.id()).lines;
        int first = 0;
        while (first < lines.size() && lines.get(first).timeNanos() < sinceNanos) {
            first++;
        }
        return open(source, first);
    }

    @Override
    public Optional<EngineLines> last(LogSource source, int lines) {
        return open(source, Math.max(0, log(source.id()).lines.size() - lines));
    }

    private Optional<EngineLines> open(LogSource source, int first) {
        if (broken) {
            throw new EngineException("broken", null);
        }
        open.incrementAndGet();
        return Optional.of(new Reading(log(source.id()), first));
    }

    private Log log(String dockerId) {
        return logs.computeIfAbsent(dockerId, any -> new Log());
    }

    private final class Reading implements EngineLines {
        private final Log log;
        private int at;
        private boolean closed;

        private Reading(Log log, int first) {
            this.log = log;
            at = first;
        }

        @Override
        public Optional<EngineLine> next() {
            synchronized (log) {
                try {
                    while (at == log.lines.size() && !log.isEnded && !closed) {
                        log.wait();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new EngineException("interrupted", e);
                }
                return at < log.lines.size() ? Optional.of(log.lines.get(at++)) : Optional.empty();
            }
        }

        @Override
        public void close() {
            synchronized (log) {
                if (!closed) {
                    open.decrementAndGet();
                }
                closed = true;
                log.notifyAll();
            }
        }
    }
}
