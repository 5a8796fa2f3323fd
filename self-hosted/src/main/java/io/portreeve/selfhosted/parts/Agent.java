package io.portreeve.selfhosted.parts;

import io.portreeve.selfhosted.data.DataDirectory;
import io.portreeve.selfhosted.data.PrivateFiles;
import io.portreeve.selfhosted.data.StartFailedException;
import io.portreeve.selfhosted.process.Child;
import io.portreeve.selfhosted.process.Children;
import io.portreeve.selfhosted.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.ZipFile;

/** The agent on this machine, the same jar as on any other host, enrolled by the same request. */
public final class Agent implements Part {
    private static final String JVM_OPTIONS = "io/portreeve/agent/dist/jvm-options";

    /** Exit statuses of the agent's, after which trying again would change nothing. */
    private static final int SUPERSEDED = 7;

    private static final int REVOKED = 8;

    private final Path jar;
    private final DataDirectory data;
    private final Children children;
    private final URI cloud;
    private final String engine;
    private final AgentClasses classes;

    public Agent(Path jar, DataDirectory data, Children children, URI cloud, String engine) {
        this.jar = jar;
        this.data = data;
        this.children = children;
        this.cloud = cloud;
        this.engine = engine;
        classes = new AgentClasses(data.agent());
    }

    @Override
    public String name() {
        return "Agent";
    }

    /** Trades a token for an identity, unless this data directory has one. */
    public void enrol(Supplier<String> token) {
        if (Files.exists(identity())) {
            return;
        }
        try {
            Path tokenFile = PrivateFiles.write(data.run().resolve("enrolment-token"), token.get() + "\n");
            int status = children.run(command(
                    "enrol",
                    "enrol",
                    "--no-archive",
                    "--url",
                    cloud.toString(),
                    "--token-file",
                    tokenFile.toString(),
                    "--identity",
                    identity().toString()));
            Files.deleteIfExists(tokenFile);
            if (status != 0) {
                throw new StartFailedException("The agent of this machine could not enrol; see " + log());
            }
        } catch (IOException e) {
            throw new StartFailedException("The agent of this machine could not enrol: " + e.getMessage(), e);
        }
    }

    @Override
    public Child start() {
        return children.start(command(
                "agent",
                "run",
                "--url",
                cloud.toString(),
                "--identity",
                identity().toString(),
                "--docker-host",
                engine));
    }

    @Override
    public Optional<String> repaired(int exitStatus) {
        return classes.repaired(exitStatus);
    }

    @Override
    public Optional<String> endedForGood(int exitStatus) {
        String anew = "; delete " + data.agent() + " and start again to enrol this machine anew";
        return switch (exitStatus) {
            case SUPERSEDED ->
                Optional.of("Another agent runs with this machine's identity, so this one stopped" + anew);
            case REVOKED -> Optional.of("The agent of this machine was revoked, so it stopped" + anew);
            default -> Optional.empty();
        };
    }

    private Command command(String name, String... arguments) {
        List<String> line = new ArrayList<>(List.of(PayaraRuntime.JAVA.toString()));
        line.addAll(jvmOptions());
        classes.option().ifPresent(line::add);
        line.addAll(List.of("-jar", jar.toString()));
        line.addAll(List.of(arguments));
        // Nothing of an agent that is installed on this machine as a service.
        line.addAll(List.of(
                "--config",
                emptyConfiguration().toString(),
                "--state-dir",
                data.agent().toString()));
        return new Command(
                name, line, Map.of("MALLOC_ARENA_MAX", "1"), data.agent(), log(), "TERM", Duration.ofSeconds(10));
    }

    /** As the agent brings them along. */
    private List<String> jvmOptions() {
        try (ZipFile zip = new ZipFile(jar.toFile());
                InputStream file = zip.getInputStream(zip.getEntry(JVM_OPTIONS))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new StartFailedException("The agent cannot be read: " + e.getMessage(), e);
        }
    }

    private Path emptyConfiguration() {
        try {
            return PrivateFiles.touch(data.agent().resolve("agent.properties"));
        } catch (IOException e) {
            throw new StartFailedException("The agent cannot be configured: " + e.getMessage(), e);
        }
    }

    private Path identity() {
        return data.agent().resolve("identity");
    }

    private Path log() {
        return data.logs().resolve("agent.log");
    }
}
