package io.portreeve.agent.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Optional;

/** A log as the engine sends it. */
final class LogStream implements EngineLines {
    private static final int BUFFER_BYTES = 8 * 1024;

    private final DockerHttpClient.Response response;
    private final LogFrames frames;

    LogStream(DockerHttpClient.Response response, boolean tty, int longestLine) {
        this.response = response;
        frames = new LogFrames(new BufferedInputStream(response.getBody(), BUFFER_BYTES), tty, longestLine);
    }

    @Override
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
