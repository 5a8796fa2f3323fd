package io.portreeve.agent.docker;

import java.util.Optional;

/** A container's log as it grows. Reading is for one thread; any may close it, which ends the reading. */
public interface EngineLines extends AutoCloseable {
    /**
     * Blocks until there is a line.
     *
     * @return empty when the container has ended and everything is read
     * @throws EngineException if it broke off, or was closed
     */
    Optional<EngineLine> next();

    @Override
    void close();
}
