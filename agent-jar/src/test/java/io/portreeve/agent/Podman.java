package io.portreeve.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Podman of a test's own, with its socket; all of it lives below one directory, with a short path. */
final class Podman implements AutoCloseable {
    private static final long SECONDS = 60;
    private static final int MOST = 100;
    private static final String RUN = "run";

    /** Podman refuses longer ones, since sockets are in there. */
    private static final int LONGEST_RUN = 50;

    private static final String IMAGE = "localhost/portreeve-test/busybox:1";

    private final Path directory;
    private final Process service;

    private Podman(Path directory) throws IOException {
        this.directory = directory;
        // Without systemd, and within limits that a machine for tests may have lowered.
        Files.writeString(directory.resolve("containers.conf"), """
                [containers]
                default_ulimits = ["nofile=1024:2048", "nproc=4096:4096"]
                [engine]
                runtime = "runc"
                cgroup_manager = "cgroupfs"
                events_logger = "file"
                """);
        importImage();
        service = builder(List.of("system", "service", "--time=0", host().toString()))
                .redirectOutput(directory.resolve("service.log").toFile())
                .start();
    }

    static Podman started() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        for (int number = 1; number <= MOST; number++) {
            Path directory = temporary.resolve("pm" + number);
            boolean fits = directory.resolve(RUN).toString().length() <= LONGEST_RUN;
            try {
                return new Podman(
                        fits ? Files.createDirectory(directory) : Files.createTempDirectory(Path.of("/tmp"), "pm"));
            } catch (FileAlreadyExistsException e) {
                // That is another's.
            }
        }
        throw new IOException("there are " + MOST + " directories of Podman in " + temporary);
    }

    URI host() {
        return URI.create("unix://" + directory.resolve("podman.sock"));
    }

    /** Runs a shell command in a new container, and gives the container's id. */
    String run(String command, String... options) {
        List<String> line = new ArrayList<>(List.of("run", "--detach", "--network", "none"));
        line.addAll(List.of(options));
        line.addAll(List.of(IMAGE, "/bin/sh", "-c", command));
        String[] output = podman(line.toArray(String[]::new)).strip().split("\n", -1);
        return output[output.length - 1].strip();
    }

    /** Runs {@code podman} with these arguments, which must succeed. */
    String podman(String... arguments) {
        try {
            Process process = builder(List.of(arguments)).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("podman " + String.join(" ", arguments) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new IllegalStateException("cannot run podman; install it with: apt-get install -y podman", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void importImage() throws IOException {
        Path root = Files.createDirectories(directory.resolve("image/bin"));
        Path busybox = Files.copy(Path.of("/bin/busybox"), root.resolve("busybox"));
        if (!busybox.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + busybox + " executable");
        }
        for (String applet : List.of("sh", "sleep", "seq", "test", "cat")) {
            Files.createSymbolicLink(root.resolve(applet), Path.of("busybox"));
        }
        Path archive = directory.resolve("image.tar");
        try {
            Process tar = new ProcessBuilder("tar", "-C", root.getParent().toString(), "-cf", archive.toString(), ".")
                    .inheritIO()
                    .start();
            if (tar.waitFor() != 0) {
                throw new IOException("tar failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        podman("import", archive.toString(), IMAGE);
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(
                "podman",
                "--root",
                directory.resolve("root").toString(),
                "--runroot",
                directory.resolve(RUN).toString(),
                "--tmpdir",
                directory.resolve("tmp").toString(),
                "--storage-driver",
                "vfs"));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment()
                .put("CONTAINERS_CONF", directory.resolve("containers.conf").toString());
        return builder;
    }

    @Override
    public void close() {
        podman("rm", "--all", "--force", "--time", "0");
        service.destroy();
        try {
            if (!service.waitFor(10, TimeUnit.SECONDS)) {
                service.destroyForcibly();
            }
            new ProcessBuilder("rm", "-rf", directory.toString()).start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
