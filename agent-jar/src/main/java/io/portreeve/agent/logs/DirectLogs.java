package io.portreeve.agent.logs;

import io.portreeve.agent.docker.EngineLines;
import io.portreeve.agent.docker.LogFiles;
import io.portreeve.agent.docker.LogSource;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Logs out of the engine's own files, at a fraction of the cost; what cannot be read there the engine is asked for. */
public final class DirectLogs implements LogReader {
    private static final Logger LOG = Logger.getLogger(DirectLogs.class.getName());

    private final LogFiles files;
    private final LogReader engine;
    private final AtomicBoolean said = new AtomicBoolean();

    public DirectLogs(LogFiles files, LogReader engine) {
        this.files = files;
        this.engine = engine;
    }

    @Override
    public Optional<LogSource> source(String dockerId) {
        return engine.source(dockerId);
    }

    @Override
    public Optional<EngineLines> since(LogSource source, long sinceNanos) {
        try {
            return Optional.of(files.since(source, sinceNanos, EngineLogs.LONGEST_LINE_BYTES));
        } catch (IOException e) {
            Optional<EngineLines> lines = engine.since(source, sinceNanos);
            // of a container that is gone there is nothing to say
            if (lines.isPresent()) {
                Level level = said.getAndSet(true) ? Level.FINE : Level.WARNING;
                LOG.log(
                        level,
                        () -> "read through the engine, as others that cannot be read in its files: container="
                                + source.id() + " " + e);
            }
            return lines;
        }
    }

    @Override
    public Optional<EngineLines> last(LogSource source, int lines) {
        return engine.last(source, lines);
    }
}
