package io.portreeve.agent.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.enrol.IdentityFile;
import io.portreeve.contract.release.Release;
import io.portreeve.contract.release.ReleaseVersion;
import io.portreeve.contract.release.SignedRelease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes of the jar that was built, with a cloud that nobody reaches: each new version has to go again. */
class UpdateIT {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path JAR = MODULE.resolve("target/portreeve-agent.jar");
    private static final String VERSION = "io/portreeve/agent/version.properties";
    private static final String MAIN = "io/portreeve/agent/Main.class";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final UUID action = UUID.randomUUID();
    private Process agent;

    @AfterEach
    void stop() throws Exception {
        if (agent != null) {
            agent.descendants().forEach(ProcessHandle::destroyForcibly);
            agent.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void versionThatNeverConnectsIsRolledBackByItself(boolean script) throws Exception {
        stage(false);
        start(script);
        awaitRolledBack("did not connect within 5 s");
        agent.destroy();
        assertThat(agent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        await().atMost(PATIENCE).until(() -> agent.descendants().findAny().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void versionThatCannotEvenBeginIsRolledBackByItself(boolean script) throws Exception {
        stage(true);
        start(script);
        awaitRolledBack("ended with exit status 1");
    }

    @Test
    void allThatRanIsKilledAndTheVersionBeforeComesBack() throws Exception {
        stage(false);
        start(true);
        UpdateFiles files = files();
        await().atMost(PATIENCE).until(() -> Files.exists(files.mark()));
        stop();
        start(true);
        awaitRolledBack("was rolled back");
    }

    @Test
    void statusOfTheAgentIsThatOfTheScript() throws Exception {
        start(true);
        assertThat(agent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(agent.exitValue()).isEqualTo(6);
    }

    private void awaitRolledBack(String why) {
        await().atMost(PATIENCE)
                .until(() -> files().read()
                        .flatMap(UpdateState::last)
                        .filter(last -> !last.confirmed() && last.answer().contains(why))
                        .isPresent());
        assertThat(agent.isAlive()).isTrue();
        await().atMost(PATIENCE).until(() -> new IdentityFile(directory.resolve("identity")).isInUse());
    }

    private UpdateFiles files() {
        Identity identity = new IdentityFile(directory.resolve("identity")).read();
        return new UpdateFiles(directory.resolve(identity.agentId().toString()).resolve("update"));
    }

    private void stage(boolean broken) throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        IdentityFile file = new IdentityFile(directory.resolve("identity"));
        file.prepare();
        file.write(new Identity(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "http://127.0.0.1:1",
                keys.getPrivate(),
                Optional.of(keys.getPublic())));
        Path jar = repacked(broken);
        Release release = new Release(
                new ReleaseVersion("9.9"),
                JarCheck.sha256(jar),
                Files.size(jar),
                17,
                Instant.parse("2026-11-25T22:00:00Z"),
                Set.of());
        UpdateFiles files = files();
        files.prepare();
        Files.move(jar, files.jar(release.sha256()));
        files.write(UpdateState.of(JarCheck.sha256(JAR))
                .staged(action, SignedRelease.sign(release, keys.getPrivate()), JarCheck.version(JAR)));
    }

    private Path repacked(boolean broken) throws IOException {
        Path jar = directory.resolve("new.jar");
        try (ZipFile from = new ZipFile(JAR.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (ZipEntry entry : from.stream().toList()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                if (entry.getName().equals(VERSION)) {
                    to.write("version=9.9".getBytes(StandardCharsets.UTF_8));
                } else if (!broken || !entry.getName().equals(MAIN)) {
                    from.getInputStream(entry).transferTo(to);
                }
            }
        }
        return jar;
    }

    private void start(boolean script) throws IOException {
        Path config = directory.resolve("agent.properties");
        Files.writeString(config, "self-update = allow\nself-update-deadline = PT5S\ndocker-host = unix:///nowhere\n");
        List<String> command = new ArrayList<>(
                script
                        ? List.of(
                                "/bin/sh",
                                MODULE.resolve("src/main/dist/portreeve-agent").toString())
                        : List.of("java", "-jar", JAR.toString()));
        command.addAll(List.of("run", "--config", config.toString(), "--state-dir", directory.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().put("PORTREEVE_AGENT_JAR", JAR.toString());
        if (!script) {
            builder.environment().remove("PORTREEVE_AGENT_JAR");
        }
        agent = builder.start();
    }
}
