package io.portreeve.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.systemtests.fixture.PortreeveProcess;
import io.portreeve.systemtests.fixture.Shell;
import io.portreeve.systemtests.fixture.TestEngine;
import io.portreeve.systemtests.fixture.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each bad start says why in one line and does nothing else. */
class BadStartsIT {
    private static final Duration SHORT = Duration.ofMinutes(1);

    private Path data;

    @BeforeEach
    void makeDirectory() {
        data = Workspace.directory("bad");
    }

    @Test
    void portInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused(
                    PortreeveProcess.start(data, taken.getLocalPort(), "--no-agent"),
                    "Port " + taken.getLocalPort() + " of 127.0.0.1 cannot be used");
        }
    }

    @Test
    void dataOfANewerVersion() throws IOException {
        Files.writeString(data.resolve("format"), "999\n");

        refused(PortreeveProcess.start(data, Workspace.freePort(), "--no-agent"), "newer version of Portreeve");
    }

    @Test
    void dataOfANewerPostgresql() throws IOException {
        Files.createDirectory(data.resolve("postgres"));
        Files.writeString(data.resolve("postgres").resolve("PG_VERSION"), "99\n");

        refused(PortreeveProcess.start(data, Workspace.freePort(), "--no-agent"), "PostgreSQL 99");
    }

    @Test
    void secondLauncherOnTheSameData() throws IOException {
        Path lock = Files.createFile(data.resolve("lock"));
        try (FileChannel held = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            held.lock();
            refused(PortreeveProcess.start(data, Workspace.freePort(), "--no-agent"), "Another Portreeve is running");
        }
    }

    @Test
    void engineThatIsNotThere() {
        refused(
                PortreeveProcess.start(data, Workspace.freePort(), "--docker-host", "unix:///no/such/docker.sock"),
                "There is no socket at unix:///no/such/docker.sock");
    }

    @Test
    void optionThatIsUnknown() {
        refused(PortreeveProcess.start(data, Workspace.freePort(), "--colour"), "Unknown option: '--colour'");
    }

    @Test
    void missingJava() {
        Shell.Result result = Shell.run(
                Map.of("JAVA_HOME", "/no/such/jdk"), SHORT, List.of(script(), "start", "--data", data.toString()));

        assertThat(result.status()).isNotZero();
        assertThat(result.output()).hasLineCount(1).contains("/no/such/jdk").contains("JDK 17");
    }

    @Test
    void missingMaven(@TempDir Path tools) throws IOException {
        Path copy = copyOfTheScript(tools);
        for (String tool : new String[] {
            "bash", "env", "readlink", "dirname", "sed", "head", "find", "sort", "xargs", "sha256sum", "cut", "cat"
        }) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin").resolve(tool));
        }

        Shell.Result result = Shell.run(
                Map.of("JAVA_HOME", System.getProperty("java.home"), "PATH", tools.toString()),
                SHORT,
                List.of(copy.toString(), "start"));

        assertThat(result.status()).isNotZero();
        assertThat(result.output()).hasLineCount(1).contains("Maven was not found");
    }

    @Test
    void diskWithoutRoom(@TempDir Path small) {
        Shell.run(Map.of(), SHORT, List.of("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", small.toString()))
                .orFail();
        try {
            refused(
                    PortreeveProcess.start(small.resolve("data"), Workspace.freePort(), "--no-agent"),
                    "MiB free, and Portreeve needs 1024 MiB");
            assertThat(small.resolve("data")).doesNotExist();
        } finally {
            Shell.run(Map.of(), SHORT, List.of("umount", small.toString())).orFail();
        }
    }

    @Test
    void socketWithoutPermission(@TempDir Path open) throws IOException {
        Path socket = Path.of(TestEngine.host().substring("unix://".length()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-rw----");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path libraries = Files.createDirectory(open.resolve("lib"));
        try (Stream<Path> jars = Files.list(Workspace.root().resolve("self-hosted/target/portreeve/lib"))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, libraries.resolve(jar.getFileName()));
            }
        }
        List<String> asNobody = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                libraries + "/*",
                "io.portreeve.selfhosted.Main",
                "--product",
                open.toString(),
                "--data",
                open.resolve("data").toString(),
                "--port",
                Integer.toString(Workspace.freePort()),
                "--docker-host",
                TestEngine.host()));

        Shell.Result result =
                Shell.run(Map.of("HOME", open.toString(), "XDG_CACHE_HOME", open.toString()), SHORT, asNobody);

        assertThat(result.status()).isNotZero();
        assertThat(result.output()).hasLineCount(1).contains("You may not use the Docker socket");
    }

    private static void refused(PortreeveProcess process, String reason) {
        try (process) {
            assertThat(process.awaitEnd()).as(process.output()).isNotZero();
            assertThat(process.output())
                    .hasLineCount(1)
                    .startsWith("portreeve: ")
                    .contains(reason);
        }
    }

    private static Path copyOfTheScript(Path directory) throws IOException {
        Path copy = Files.copy(Path.of(script()), directory.resolve("portreeve"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(directory.resolve("pom.xml"), "<project/>");
        Files.createDirectories(directory.resolve(".mvn"));
        Files.createDirectories(directory.resolve("module/src/main"));
        Files.writeString(directory.resolve("module/pom.xml"), "<project/>");
        return copy;
    }

    private static String script() {
        return Workspace.root().resolve("portreeve").toString();
    }
}
