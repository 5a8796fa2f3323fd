package io.portreeve.benchmarks.guest;

import io.portreeve.benchmarks.cost.ProcessTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Docker Engine of its own with busybox in its containers; needs root and Debian's docker.io and busybox-static. */
public final class LocalEngine implements AutoCloseable {
    private static final String IMAGE = "portreeve-test/busybox:1";
    private static final String IDLE = "exec sleep 1000000";

    /** Every fifth does a little, as on a host with people: it writes a file and a line, and starts processes. */
    private static final int BUSY = 5;

    private static final String WORK = "while :; do head -c 20000 /dev/urandom > /tmp/work; date; sleep 5; done";

    private final Path script;
    private final Path directory;

    private LocalEngine(Path script, Path directory) {
        this.script = script;
        this.directory = directory;
    }

    /** @param root of the repository */
    public static LocalEngine start(Path root) throws IOException, InterruptedException {
        Path script = root.resolve("system-tests/src/test/scripts/engine");
        LocalEngine engine = new LocalEngine(script, Files.createTempDirectory("portreeve-guest."));
        Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "stop engine"));
        Commands.run(List.of(script.toString(), "start", engine.directory.toString()));
        return engine;
    }

    public String host() {
        return "unix://" + directory.resolve("docker.sock");
    }

    /** Starts so many containers. */
    public void fill(int containers) throws IOException, InterruptedException {
        for (int number = 0; number < containers; number++) {
            Commands.run(dockerLine(
                    "run",
                    "-d",
                    "--name",
                    "guest-" + number,
                    "--network",
                    "none",
                    IMAGE,
                    "/bin/sh",
                    "-c",
                    number % BUSY == 0 ? WORK : IDLE));
        }
    }

    /** A container that is made, writes, is restarted and goes. */
    public void passing(String name) throws IOException, InterruptedException {
        Commands.run(dockerLine(
                "run", "-d", "--name", name, "--network", "none", IMAGE, "/bin/sh", "-c", "seq 200; " + IDLE));
        Commands.run(dockerLine("restart", "-t", "0", name));
        Commands.run(dockerLine("rm", "-f", name));
    }

    /** A container that writes, to its end. */
    public void write(String name, String command) throws IOException, InterruptedException {
        Commands.run(dockerLine(
                "run",
                "-d",
                "--name",
                name,
                "--network",
                "none",
                "--label",
                "portreeve.logs=true",
                IMAGE,
                "/bin/sh",
                "-c",
                command));
        Commands.run(dockerLine("wait", name));
    }

    /** It is there no more, nor what it wrote. */
    public void remove(String name) throws IOException, InterruptedException {
        Commands.run(dockerLine("rm", "-f", name));
    }

    /** Where it keeps them. */
    public Path containers() {
        return directory.resolve("data/containers");
    }

    /** The client, as it would be called by somebody on this host. */
    public List<String> dockerLine(String... words) {
        List<String> line =
                new ArrayList<>(List.of("env", "DOCKER_HOST=" + host(), "DOCKER_API_VERSION=1.41", "docker"));
        line.addAll(List.of(words));
        return line;
    }

    /** The daemon, its containerd and the containers' shims: all processes that name its directory. */
    public List<ProcessTree> processes() {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(this::isOfEngine)
                    .map(process ->
                            new ProcessTree(Long.parseLong(process.getFileName().toString()), true))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOfEngine(Path process) {
        try {
            String program =
                    Files.readSymbolicLink(process.resolve("exe")).getFileName().toString();
            return (program.startsWith("dockerd") || program.startsWith("containerd"))
                    && Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                            .contains(directory + "/");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            if (Files.exists(directory)) {
                Commands.run(List.of(script.toString(), "stop", directory.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
