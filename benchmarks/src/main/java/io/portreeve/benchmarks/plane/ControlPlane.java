package io.portreeve.benchmarks.plane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One run of {@code ./portreeve start} with a data directory of its own, which goes with it. */
public final class ControlPlane implements AutoCloseable {
    /** Of the first administrator, who belongs to an organization without hosts. */
    public static final String ADMIN_EMAIL = "admin@example.org";

    private static final Duration READY = Duration.ofMinutes(5);
    private static final Duration STOPPED = Duration.ofMinutes(2);
    private static final String READY_LINE = "Portreeve is ready: ";

    private final Process process;
    private final Path directory;
    private final int port;
    private final int nodes;
    private final String adminPassword;
    private final boolean kept;

    private ControlPlane(Process process, Path directory, int port, int nodes, String adminPassword, boolean kept) {
        this.process = process;
        this.directory = directory;
        this.port = port;
        this.nodes = nodes;
        this.adminPassword = adminPassword;
        this.kept = kept;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param script the repository's {@code portreeve}
     * @param kept whether the directory stays, for looking at logs
     */
    public static ControlPlane start(Path script, int nodes, boolean kept) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("portreeve-bench.");
        int port = freePorts(nodes);
        ProcessBuilder builder = new ProcessBuilder(
                        script.toString(),
                        "start",
                        "--no-build",
                        "--no-agent",
                        "--large",
                        "--admin-email",
                        ADMIN_EMAIL,
                        "--nodes",
                        Integer.toString(nodes),
                        "--port",
                        Integer.toString(port),
                        "--data",
                        directory.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        String password = UUID.randomUUID().toString();
        builder.environment().put("PORTREEVE_ADMIN_PASSWORD", password);
        ControlPlane plane = new ControlPlane(builder.start(), directory, port, nodes, password, kept);
        Runtime.getRuntime().addShutdownHook(new Thread(plane::close, "stop"));
        try {
            plane.awaitReady();
            return plane;
        } catch (IOException | InterruptedException | RuntimeException e) {
            plane.close();
            throw e;
        }
    }

    public List<URI> nodes() {
        return IntStream.range(0, nodes)
                .mapToObj(node -> URI.create("ws://127.0.0.1:" + (port + node)))
                .toList();
    }

    public String adminPassword() {
        return adminPassword;
    }

    /** As the superuser, whom row security does not bind. */
    public Connection database() throws SQLException {
        try {
            String password = Files.readString(data().resolve("secrets/postgres-password"))
                    .strip();
            // the fourth line of this file of PostgreSQL's is the port
            List<String> server = Files.readAllLines(data().resolve("postgres/postmaster.pid"));
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + server.get(3).strip()
                            + "/portreeve?options=-csearch_path=portreeve",
                    "postgres",
                    password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes that run now, by name: postgres, redis, payara (and payara2, …). */
    public Map<String, Long> processes() {
        Map<String, Long> pids = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(data().resolve("run/processes"))) {
                String[] words = line.split(" ", -1);
                pids.put(words[0], Long.valueOf(words[1]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pids;
    }

    /** As {@code kill -9}; the launcher starts it again. */
    public void kill(String part) {
        Long pid = processes().get(part);
        if (pid != null) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    public Path directory() {
        return directory;
    }

    @Override
    public synchronized void close() {
        try {
            process.destroy();
            if (!process.waitFor(STOPPED.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            if (!kept && Files.exists(directory)) {
                deleteDirectory();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("left behind: " + directory + " (" + e + ")");
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private void awaitReady() throws IOException, InterruptedException {
        long until = System.nanoTime() + READY.toNanos();
        Path output = directory.resolve("output");
        while (Files.readAllLines(output).stream().noneMatch(line -> line.startsWith(READY_LINE))) {
            if (process.waitFor(200, TimeUnit.MILLISECONDS) || System.nanoTime() > until) {
                throw new IllegalStateException("The control plane did not start: " + Files.readString(output));
            }
        }
    }

    private void deleteDirectory() throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }

    /** The first of so many neighbours that nobody listens on now. */
    private static int freePorts(int count) throws IOException {
        while (true) {
            List<ServerSocket> held = new ArrayList<>();
            try {
                ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(first);
                for (int next = 1; next < count; next++) {
                    held.add(new ServerSocket(first.getLocalPort() + next, 1, InetAddress.getLoopbackAddress()));
                }
                return first.getLocalPort();
            } catch (IOException | IllegalArgumentException e) {
                if (held.isEmpty()) {
                    throw e;
                }
            } finally {
                for (ServerSocket socket : held) {
                    socket.close();
                }
            }
        }
    }
}
