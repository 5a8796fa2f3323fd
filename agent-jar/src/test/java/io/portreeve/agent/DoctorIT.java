package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.enrol.IdentityFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorIT {
    private static final String NOBODY = "65534";

    @TempDir
    Path directory;

    private final TestEngine engine = new TestEngine();

    @BeforeEach
    void enrol() throws Exception {
        new IdentityFile(directory.resolve("identity"))
                .write(new Identity(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "http://127.0.0.1:9",
                        KeyPairGenerator.getInstance("Ed25519")
                                .generateKeyPair()
                                .getPrivate()));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void engineAndControlGroupsOfThisMachineAreFoundWell() {
        engine.run("sleep 1000");
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        Main.commandLine(Map.of())
                .setOut(writer)
                .setErr(writer)
                .execute(doctor(engine.host().toString()).toArray(String[]::new));
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("ok +docker +engine \\d+.*"))
                .anyMatch(line -> line.matches("ok +control groups +version [12], read for .*"))
                .anyMatch(line -> line.matches("ok +identity .*"))
                .anyMatch(line -> line.matches("failed +connection .*"));
    }

    @Test
    void userWithoutRightsIsToldWhatToDo() throws Exception {
        assumeThat(System.getProperty("user.name"))
                .as("only root may become somebody else")
                .isEqualTo("root");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path jar = Files.copy(jar(), directory.resolve("agent.jar"));
        Path socket = Files.createFile(directory.resolve("docker.sock"));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));

        String out = asNobody(jar, doctor("unix://" + socket));

        assertThat(out.lines())
                .anyMatch(line -> line.matches("failed +identity +.*may not read .*belongs to root.* -- .*root.*"))
                .anyMatch(line -> line.matches("failed +state directory +.*may not write in .*"))
                .anyMatch(line -> line.matches(
                        "failed +docker +permission denied on .*the group root \\(usermod -aG root .*\\) -- .*"));
    }

    private List<String> doctor(String dockerHost) {
        return List.of(
                "doctor", "--state-dir", directory.toString(), "--docker-host", dockerHost, "--config", "/dev/null");
    }

    private static Path jar() throws URISyntaxException {
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return classes.resolveSibling("portreeve-agent.jar");
    }

    private static String asNobody(Path jar, List<String> arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString()));
        line.addAll(arguments);
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isEqualTo(1);
        return out;
    }
}
