package io.portreeve.selfhosted.parts;

import io.portreeve.selfhosted.data.DataDirectory;
import io.portreeve.selfhosted.data.PrivateFiles;
import io.portreeve.selfhosted.data.Secrets;
import io.portreeve.selfhosted.data.StartFailedException;
import io.portreeve.selfhosted.process.Child;
import io.portreeve.selfhosted.process.Children;
import io.portreeve.selfhosted.process.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/**
 * Sessions, live values and the bus: kept over a restart by an append-only file, for convenience alone. Nothing in it is
 * the only copy, so that a file Redis cannot read is thrown away.
 */
public final class Redis implements Part {
    private static final Duration READY = Duration.ofSeconds(30);

    private final Path program;
    private final DataDirectory data;
    private final Children children;
    private final String password;
    private final int port;
    private final boolean large;

    /** @param large whether thousands of hosts are to be served */
    public Redis(Cache cache, DataDirectory data, Secrets secrets, Children children, int port, boolean large) {
        this.program = unpack(cache);
        this.data = data;
        this.children = children;
        this.password = secrets.password("redis-password");
        this.port = port;
        this.large = large;
    }

    @Override
    public String name() {
        return "Redis";
    }

    public String url() {
        return "redis://:" + password + "@127.0.0.1:" + port;
    }

    @Override
    public Child start() {
        Child server = children.start(command());
        Waiting.Outcome outcome = Waiting.until(this::answers, server, READY);
        if (outcome == Waiting.Outcome.ENDED && !children.isClosed()) {
            discardFiles();
            server = children.start(command());
            outcome = Waiting.until(this::answers, server, READY);
        }
        if (outcome != Waiting.Outcome.READY) {
            children.end(server);
            throw new StartFailedException("Redis does not start; see " + log());
        }
        return server;
    }

    private Command command() {
        try {
            // By a file, since the password has no business among the arguments.
            Path configuration = PrivateFiles.write(
                    data.run().resolve("redis.conf"),
                    String.join(
                            "\n",
                            "bind 127.0.0.1",
                            "port " + port,
                            "requirepass " + password,
                            "dir " + quoted(data.redis()),
                            "save \"\"",
                            "appendonly yes",
                            "appendfsync everysec",
                            "aof-load-truncated yes",
                            "maxmemory " + (large ? "512mb" : "64mb"),
                            "maxmemory-policy volatile-lru",
                            "daemonize no",
                            "loglevel notice",
                            ""));
            return new Command(
                    "redis",
                    List.of(program.toString(), configuration.toString()),
                    Map.of(),
                    data.redis(),
                    log(),
                    "TERM",
                    Duration.ofSeconds(15));
        } catch (IOException e) {
            throw new StartFailedException("Redis cannot be configured: " + e.getMessage(), e);
        }
    }

    private void discardFiles() {
        try {
            PrivateFiles.deleteTree(data.redis());
            PrivateFiles.directory(data.redis());
        } catch (IOException e) {
            throw new StartFailedException("The files of Redis cannot be deleted: " + e.getMessage(), e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return "+OK".equals(answers.readLine()) && "+PONG".equals(answers.readLine());
        } catch (IOException e) {
            return false;
        }
    }

    private Path log() {
        return data.logs().resolve("redis.log");
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static Path unpack(Cache cache) {
        String resource = ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture());
        if (resource == null) {
            throw new StartFailedException("Portreeve brings no Redis for this kind of machine");
        }
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        Path directory = cache.get(name, target -> {
            try (InputStream packed =
                    Redis.class.getResourceAsStream(resource.startsWith("/") ? resource : "/" + resource)) {
                if (packed == null) {
                    throw new IOException("the resource " + resource + " is missing from the class path");
                }
                Path file = target.resolve("redis-server");
                Files.copy(packed, file);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
            }
        });
        return directory.resolve("redis-server");
    }
}
