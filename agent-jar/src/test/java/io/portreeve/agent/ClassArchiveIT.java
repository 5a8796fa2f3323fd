package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that was built, by the command that is installed, with an archive of its classes. */
class ClassArchiveIT {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path JAR = MODULE.resolve("target/portreeve-agent.jar");
    private static final Path OPTIONS = MODULE.resolve("src/main/dist/jvm-options");
    private static final int CRASHED = 134;

    @TempDir
    Path directory;

    private HttpServer cloud;

    private record Ended(int status, String said) {}

    @BeforeEach
    void startCloud() throws IOException {
        byte[] identity = ("{\"agentId\":\"" + UUID.randomUUID() + "\",\"hostId\":\"" + UUID.randomUUID() + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        cloud = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cloud.createContext("/agent/enrol", exchange -> {
            exchange.sendResponseHeaders(201, identity.length);
            exchange.getResponseBody().write(identity);
            exchange.close();
        });
        cloud.start();
    }

    @AfterEach
    void stopCloud() {
        cloud.stop(0);
    }

    @Test
    void enrolmentLeavesAnArchiveThatStartsUse() throws Exception {
        assertThat(enrol().status()).isZero();
        assertThat(names()).containsExactlyInAnyOrder("identity", "classes.jsa", "classes.jsa.of");
        Path loaded = directory.resolve("loaded");
        Ended version = run(
                "java",
                "@" + OPTIONS,
                "-XX:SharedArchiveFile=" + archive(),
                "-Xlog:class+load=info:file=" + loaded,
                "-jar",
                JAR.toString(),
                "--version");
        assertThat(version.said().strip()).isEqualTo("portreeve-agent " + AgentVersion.read());
        assertThat(Files.readAllLines(loaded))
                .filteredOn(line -> line.contains("shared objects file (top)"))
                .hasSizeGreaterThan(200);
        FileTime made = Files.getLastModifiedTime(archive());
        assertThat(enrol("--replace").status()).isZero();
        assertThat(Files.getLastModifiedTime(archive())).isEqualTo(made);
    }

    @Test
    void archiveOfAnotherJarIsPassedOverWithoutAWordAndMadeAnew() throws Exception {
        enrol();
        Path other = Files.copy(JAR, directory.resolve("other.jar"));
        Files.setLastModifiedTime(other, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        Ended version =
                run("java", "@" + OPTIONS, "-XX:SharedArchiveFile=" + archive(), "-jar", other.toString(), "--version");
        assertThat(version.said().strip()).isEqualTo("portreeve-agent " + AgentVersion.read());
        Files.writeString(archive().resolveSibling("classes.jsa.of"), "another\n");
        FileTime made = Files.getLastModifiedTime(archive());
        assertThat(enrol("--replace").status()).isZero();
        assertThat(Files.getLastModifiedTime(archive())).isNotEqualTo(made);
    }

    @Test
    void archiveThatJavaCrashesOverIsGoneAfterwards() throws Exception {
        enrol();
        Files.setPosixFilePermissions(archive(), PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(archive(), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 4);
        }
        assertThat(agent("run").status()).isEqualTo(CRASHED);
        assertThat(archive()).doesNotExist();
    }

    @Test
    void archiveThatIsNoneHurtsNobody() throws Exception {
        enrol("--no-archive");
        assertThat(names()).containsExactly("identity");
        try (FileChannel channel = FileChannel.open(archive(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("nothing".getBytes(StandardCharsets.UTF_8)));
        }
        Files.delete(directory.resolve("state/identity"));
        Ended ended = agent("run");
        assertThat(ended.status()).isEqualTo(ExitStatus.IDENTITY.code());
        assertThat(ended.said()).doesNotContain("[warning]", "[error]");
    }

    private Ended enrol(String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                "enrol",
                "--token",
                "t0ken",
                "--url",
                "http://127.0.0.1:" + cloud.getAddress().getPort()));
        line.addAll(List.of(more));
        return agent(line.toArray(String[]::new));
    }

    private Ended agent(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                "/bin/sh", MODULE.resolve("src/main/dist/portreeve-agent").toString()));
        line.addAll(List.of(arguments));
        return run(line.toArray(String[]::new));
    }

    private Ended run(String... line) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("PORTREEVE_AGENT_JAR", JAR.toString());
        builder.environment()
                .put("PORTREEVE_AGENT_STATE_DIR", directory.resolve("state").toString());
        builder.environment().put("PORTREEVE_AGENT_DOCKER_HOST", "unix:///nowhere");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private Path archive() {
        return directory.resolve("state/classes.jsa");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("state"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
