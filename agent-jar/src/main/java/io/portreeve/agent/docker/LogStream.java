package io.portreeve.agent.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Optional;

/** A container's log as it grows. Reading is for one thread; any may close it, which ends the reading. */
public final class LogStream implements AutoCloseable {
    private static final int BUFFER_BYTES = 8 * 1024;

    private final DockerHttpClient.Response response;
    private final LogFrames frames;

    LogStream(DockerHttpClient.Response response, boolean tty, int longestLine) {
        this.response = response;
        frames = new LogFrames(new BufferedInputStream(response.getBody(), BUFFER_BYTES), tty, longestLine);
    }

    /**
     * Blocks until there is a line.
     *
     * @return empty when the container has ended and everything is read
     * @throws EngineException if the engine broke off, or this was closed
     */
    public Optional<EngineLine> next() {
        try {
            return frames.next();
        } catch (IOException | RuntimeException e) {
            throw new EngineException("the engine broke a log off: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        response.close();
    }
}
