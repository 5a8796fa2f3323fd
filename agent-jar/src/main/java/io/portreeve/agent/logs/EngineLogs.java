package io.portreeve.agent.logs;

import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineLines;
import io.portreeve.agent.docker.LogSource;
import java.util.Optional;

/** Logs as the engine gives them. */
public record EngineLogs(Engine engine) implements LogReader {
    static final int LONGEST_LINE_BYTES = 64 * 1024;

    @Override
    public Optional<LogSource> source(String dockerId) {
        return engine.logSource(dockerId);
    }

    @Override
    public Optional<EngineLines> since(LogSource source, long sinceNanos) {
        return engine.logs(source, sinceNanos, LONGEST_LINE_BYTES);
    }

    @Override
    public Optional<EngineLines> last(LogSource source, int lines) {
        return engine.lastOfLog(source, lines, LONGEST_LINE_BYTES);
    }
}
