package io.portreeve.agent.logs;

import io.portreeve.agent.docker.EngineLines;
import io.portreeve.agent.docker.LogSource;
import java.util.Optional;

/** Where lines come from. Each call may take as long as the engine may take to answer. */
public interface LogReader {
    /** Empty if there is no such container. */
    Optional<LogSource> source(String dockerId);

    /** What was written from that moment on, and then what is being written; empty if there is no such container. */
    Optional<EngineLines> since(LogSource source, long sinceNanos);

    /** So many of the last lines, and then what is being written; likewise. */
    Optional<EngineLines> last(LogSource source, int lines);
}
