package io.portreeve.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The Docker Engine for this JVM's tests, through the docker command; removes what was started. */
public final class TestEngine implements AutoCloseable {
    private static final long SECONDS = 60;
    private static final String HOST = "PORTREEVE_TEST_DOCKER_HOST";
    private static final String FORK = System.getProperty("portreeve.test.fork", "1");

    private final String host = required(FORK.equals("1") ? HOST : HOST + '_' + FORK);
    private final String image = required("PORTREEVE_TEST_IMAGE");
    private final List<String> started = new ArrayList<>();

    public URI host() {
        return URI.create(host);
    }

    /** Runs a shell command in a new container, and gives the container's id. */
    public String run(String command, String... options) {
        return made(List.of("run", "-d"), command, options);
    }

    /** Likewise, and does not start it. */
    public String create(String command, String... options) {
        return made(List.of("create"), command, options);
    }

    private String made(List<String> how, String command, String... options) {
        List<String> line = new ArrayList<>(how);
        line.addAll(List.of("--name", "agent-it-" + UUID.randomUUID()));
        if (!List.of(options).contains("--network")) {
            line.addAll(List.of("--network", "none"));
        }
        line.addAll(List.of(options));
        line.addAll(List.of(image, "/bin/sh", "-c", command));
        // Warnings come before it.
        String[] output = docker(line.toArray(String[]::new)).strip().split("\n", -1);
        String id = output[output.length - 1].strip();
        started.add(id);
        return id;
    }

    public String docker(String... arguments) {
        List<String> line = new ArrayList<>(List.of("docker"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("DOCKER_HOST", host);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", line) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new IllegalStateException("cannot run docker", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public void remove(String id) {
        docker("rm", "-f", id);
        started.remove(id);
    }

    @Override
    public void close() {
        if (!started.isEmpty()) {
            List<String> line = new ArrayList<>(List.of("rm", "-f"));
            line.addAll(started);
            docker(line.toArray(String[]::new));
            started.clear();
        }
    }

    private static String required(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(variable
                    + " is not set: run this through ./portreeve verify, or start an engine with"
                    + " system-tests/src/test/scripts/engine");
        }
        return value;
    }
}
