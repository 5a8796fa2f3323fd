package io.portreeve.benchmarks.guest;

import io.portreeve.benchmarks.cost.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An agent of its own process, started by the command that a service starts. */
public final class GuestAgent implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Process process;

    private GuestAgent(Process process) {
        this.process = process;
    }

    /**
     * Enrols and runs.
     *
     * @param root of the repository
     * @param state is kept there, and used again by the next one that is given it
     * @param settings by the names of the environment's variables
     */
    public static GuestAgent start(
            Path root, CountingCloud cloud, LocalEngine engine, Path state, Map<String, String> settings)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PORTREEVE_AGENT_JAR",
                        root.resolve("agent-jar/target/portreeve-agent.jar").toString(),
                "PORTREEVE_AGENT_STATE_DIR", state.toString(),
                "PORTREEVE_AGENT_URL", cloud.url().toString(),
                "PORTREEVE_AGENT_DOCKER_HOST", engine.host(),
                "JAVA_HOME", System.getProperty("java.home")));
        environment.putAll(settings);
        String script = root.resolve("agent-jar/src/main/dist/portreeve-agent").toString();
        Files.createDirectories(state);
        if (!Files.exists(state.resolve("identity"))) {
            Commands.run(line(environment, script, "enrol", "--token", "any"));
        }
        Process process = new ProcessBuilder(line(environment, script, "run"))
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        state.resolve("output.txt").toFile()))
                .start();
        return new GuestAgent(process);
    }

    /** Of Java, which the command stays the parent of. */
    public long pid() {
        return process.descendants()
                .filter(child -> child.info()
                        .command()
                        .filter(program -> program.endsWith("/java"))
                        .isPresent())
                .findFirst()
                .map(ProcessHandle::pid)
                .orElse(process.pid());
    }

    public ProcessTree tree() {
        return new ProcessTree(pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static List<String> line(Map<String, String> environment, String... words) {
        List<String> line = new ArrayList<>(List.of("env"));
        environment.forEach((name, value) -> line.add(name + "=" + value));
        line.add("/bin/sh");
        line.addAll(List.of(words));
        return line;
    }
}
