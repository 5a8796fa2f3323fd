package io.portreeve.selfhosted.parts;

import io.portreeve.selfhosted.data.StartFailedException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Finds the engine that the agent is to watch: the one that was named, or else the first that answers among the usual
 * sockets of Docker and Podman.
 */
public final class DockerSocket {
    private enum State {
        ANSWERS,
        DENIED,
        SILENT,
        ABSENT
    }

    private static final String UNIX = "unix://";
    private static final int ANSWER_SECONDS = 5;

    private DockerSocket() {}

    /**
     * @param named with {@code --docker-host}
     * @param warn gets a line when an engine is there and cannot be watched
     * @return empty when there is no engine
     * @throws StartFailedException when the engine named cannot be used, or all that are there refuse this user
     */
    public static Optional<String> find(
            Optional<String> named, Map<String, String> environment, Path home, Consumer<String> warn) {
        if (named.isPresent()) {
            return Optional.of(require(named.get()));
        }
        List<String> denied = new ArrayList<>();
        for (String candidate : candidates(environment, home)) {
            switch (state(candidate)) {
                case ANSWERS -> {
                    return Optional.of(candidate);
                }
                case DENIED -> denied.add(candidate);
                case SILENT -> warn.accept("No engine answers at " + candidate + "; Portreeve does not watch it");
                case ABSENT -> {
                    // Nothing to say of what is not there.
                }
            }
        }
        if (!denied.isEmpty()) {
            throw new StartFailedException(denied(denied.get(0)));
        }
        return Optional.empty();
    }

    private static String require(String engine) {
        if (!engine.startsWith(UNIX)) {
            throw new StartFailedException(
                    "--docker-host takes a socket of this machine, as in unix:///var/run/docker.sock; not " + engine);
        }
        return switch (state(engine)) {
            case ANSWERS -> engine;
            case DENIED -> throw new StartFailedException(denied(engine));
            case SILENT -> throw new StartFailedException("No engine answers at " + engine + "; is it running?");
            case ABSENT -> throw new StartFailedException("There is no socket at " + engine);
        };
    }

    private static String denied(String engine) {
        return "You may not use the Docker socket " + engine + ": join its group (often: sudo usermod -aG docker "
                + System.getProperty("user.name") + ", then sign in again), or start with --no-agent";
    }

    private static List<String> candidates(Map<String, String> environment, Path home) {
        List<String> candidates = new ArrayList<>();
        Optional.ofNullable(environment.get("DOCKER_HOST"))
                .filter(host -> host.startsWith(UNIX))
                .ifPresent(candidates::add);
        candidates.add(UNIX + "/var/run/docker.sock");
        Optional<String> runtime = Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"));
        runtime.ifPresent(directory -> candidates.add(UNIX + directory + "/docker.sock"));
        candidates.add(UNIX + home + "/.docker/run/docker.sock");
        candidates.add(UNIX + "/run/podman/podman.sock");
        runtime.ifPresent(directory -> candidates.add(UNIX + directory + "/podman/podman.sock"));
        return candidates;
    }

    private static State state(String engine) {
        Path socket = Path.of(engine.substring(UNIX.length()));
        if (!Files.exists(socket)) {
            return State.ABSENT;
        }
        if (!Files.isWritable(socket)) {
            return State.DENIED;
        }
        // A socket channel has no time-out of its own, and an engine may take a connection and say nothing.
        CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> ping(socket));
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS) ? State.ANSWERS : State.SILENT;
        } catch (TimeoutException | ExecutionException e) {
            return State.SILENT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return State.SILENT;
        }
    }

    private static boolean ping(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(
                    ByteBuffer.wrap("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(64);
            channel.read(answer);
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII).startsWith("HTTP/1.");
        } catch (IOException e) {
            return false;
        }
    }
}
