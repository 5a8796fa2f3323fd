package io.portreeve.agent.docker;

import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** What went wrong with the engine, in one line that says what to do about it. */
final class EngineProblems {
    private static final int LONGEST = 300;

    private EngineProblems() {}

    /** What can be seen of a unix socket without a call. */
    static Optional<String> beforeCall(URI dockerHost) {
        if (!"unix".equals(dockerHost.getScheme())) {
            return Optional.empty();
        }
        Path socket = Path.of(dockerHost.getPath());
        if (Files.exists(socket.getParent()) && !Files.isExecutable(socket.getParent())) {
            return Optional.of("permission denied on " + socket.getParent() + ", where the Docker socket is");
        }
        if (!Files.exists(socket)) {
            return Optional.of("there is no Docker socket at " + socket + ": is Docker running?");
        }
        if (!Files.isWritable(socket)) {
            return Optional.of("permission denied on the Docker socket " + socket + ": " + remedy(socket));
        }
        return Optional.empty();
    }

    private static String remedy(Path socket) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(socket, PosixFileAttributes.class);
            String group = attributes.group().getName();
            return attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                    ? "add the agent's user to the group " + group + " (usermod -aG " + group + " "
                            + System.getProperty("user.name") + ")"
                    : "its group may not use it, only " + attributes.owner().getName();
        } catch (IOException e) {
            return "it cannot be looked at: " + e.getMessage();
        }
    }

    static EngineException describe(URI dockerHost, Duration deadline, Throwable failure) {
        String where = "unix".equals(dockerHost.getScheme()) ? dockerHost.getPath() : dockerHost.toString();
        return new EngineException(text(where, deadline, failure), failure);
    }

    private static String text(String where, Duration deadline, Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "the Docker Engine at " + where + " did not answer within " + deadline.toMillis() + " ms";
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DockerException refused) {
                return oneLine("the Docker Engine at " + where + " answered " + refused.getHttpStatus() + ": "
                        + refused.getMessage());
            }
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return oneLine("the Docker Engine at " + where + " cannot be reached: " + cause.getMessage());
            }
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return oneLine("the Docker Engine at " + where + " could not be read: " + root);
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
