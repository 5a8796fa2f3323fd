package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.enrol.IdentityFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();

    @Test
    void eachFindingIsALineAndAFailureIsTheExitStatus() throws IOException {
        assertThat(doctor("colour=x")).isEqualTo(1);
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("warning +configuration +unknown settings.*colour in .* -- .*"))
                .anyMatch(line -> line.matches("failed +identity +this host is not enrolled.* -- .*"))
                .anyMatch(line -> line.matches("failed +docker +there is no Docker socket.*"))
                .anyMatch(line -> line.matches("skipped +cloud +.*"))
                .last()
                .asString()
                .matches("\\d failed, \\d to improve\\.");
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @Test
    void configurationThatCannotBeUsedIsAFinding() throws IOException {
        assertThat(doctor("relist-interval=often")).isEqualTo(1);
        assertThat(out.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("failed")
                .contains("relist-interval");
    }

    @Test
    void programsGetJson() throws IOException {
        assertThat(doctor("", "--json")).isEqualTo(1);
        JsonNode whole = new ObjectMapper().readTree(out.toString());
        assertThat(whole.path("healthy").asBoolean(true)).isFalse();
        assertThat(whole.path("findings"))
                .allSatisfy(finding -> assertThat(finding.fieldNames())
                        .toIterable()
                        .containsExactly("check", "mark", "finding", "advice"))
                .anySatisfy(finding -> {
                    assertThat(finding.path("check").asText()).isEqualTo("identity");
                    assertThat(finding.path("mark").asText()).isEqualTo("failed");
                });
    }

    @Test
    void damagedFileOfUpdatesIsAFinding() throws Exception {
        IdentityFile file = new IdentityFile(directory.resolve("state/identity"));
        file.prepare();
        UUID agent = UUID.randomUUID();
        file.write(new Identity(
                agent,
                UUID.randomUUID(),
                "http://127.0.0.1:1",
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate(),
                Optional.empty()));
        assertThat(doctor("")).isEqualTo(1);
        assertThat(out.toString()).containsPattern("ok +updates +self-update = deny");
        Path updates = Files.createDirectories(directory.resolve("state/" + agent + "/update"));
        Files.writeString(updates.resolve("state.json"), "{");
        doctor("");
        assertThat(out.toString())
                .containsPattern("failed +updates +.*state.json is damaged: remove .*update -- .*restart the agent");
    }

    private int doctor(String configuration, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("agent.properties"), configuration);
        List<String> line = new ArrayList<>(List.of(
                "doctor",
                "--config",
                file.toString(),
                "--state-dir",
                directory.resolve("state").toString(),
                "--docker-host",
                "unix://" + directory.resolve("absent.sock")));
        line.addAll(List.of(options));
        PrintWriter writer = new PrintWriter(out, true);
        return Main.commandLine(Map.of()).setOut(writer).setErr(writer).execute(line.toArray(String[]::new));
    }
}
