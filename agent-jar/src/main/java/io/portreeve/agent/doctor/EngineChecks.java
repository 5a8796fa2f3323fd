package io.portreeve.agent.doctor;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.agent.docker.EngineDescription;
import io.portreeve.agent.docker.EngineException;
import io.portreeve.agent.docker.ListedContainer;
import io.portreeve.agent.host.ContainerFiles;
import io.portreeve.agent.host.HostFiles;
import io.portreeve.agent.usage.Counter;
import io.portreeve.agent.usage.Counters;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the agent needs of the Docker Engine and of its containers' control groups. */
public final class EngineChecks implements AutoCloseable {
    private static final String FALLBACK =
            "samples come from the engine instead, which costs it about 3 ms of CPU each:"
                    + " 50 containers every 10 s take 1 CPU-second a minute";

    private final AgentConfig config;
    private final Engine engine;
    private final HostFiles files;
    private volatile boolean answers;

    public EngineChecks(AgentConfig config) {
        this.config = config;
        engine = new Engine(config);
        files = new HostFiles(config);
    }

    public List<Check> checks() {
        return List.of(new Check("docker", this::docker), new Check("control groups", this::controlGroups));
    }

    @Override
    public void close() {
        engine.close();
    }

    private Finding docker() {
        try {
            EngineDescription description = engine.describe();
            answers = true;
            return Finding.ok("engine " + description.version() + " at " + config.dockerHost());
        } catch (EngineException e) {
            return Finding.failed(e.getMessage(), advice(e.getMessage()));
        }
    }

    private static String advice(String problem) {
        if (problem.contains("did not answer")) {
            return "the engine hangs: look at it with \"docker ps\" and its log, and restart it if need be";
        }
        return problem.startsWith("permission denied")
                ? "then restart the agent; membership of the group is as powerful as root"
                : "start Docker, or say where its socket is with docker-host";
    }

    private Finding controlGroups() throws IOException {
        int version = files.cgroupVersion();
        if (version == 0) {
            return Finding.warning(
                    "none at " + config.cgroupRoot() + ": " + FALLBACK,
                    "in a container mount the host's /sys/fs/cgroup read-only and name it with cgroup-root");
        }
        if (!answers) {
            return Finding.skipped("version " + version + "; the engine names no container to try");
        }
        try {
            Optional<EngineContainer> running = engine.list().stream()
                    .filter(container -> container.state().equals("running"))
                    .map(ListedContainer::id)
                    .flatMap(id -> engine.inspect(id).stream())
                    .filter(container -> container.pid() > 0)
                    .findFirst();
            return running.isEmpty()
                    ? Finding.skipped("version " + version + "; no container runs that could be tried")
                    : read(version, running.get());
        } catch (EngineException e) {
            return Finding.skipped("version " + version + "; " + e.getMessage());
        }
    }

    private Finding read(int version, EngineContainer container) throws IOException {
        Optional<ContainerFiles> found = files.open(container.id(), container.pid(), container.ownNetwork());
        if (found.isEmpty()) {
            return Finding.warning(
                    "version " + version + ", but those of " + container.name() + " are not to be found: " + FALLBACK,
                    "normal for an engine on another machine, rootless or in Docker Desktop; else mount the host's"
                            + " /sys/fs/cgroup and /proc, and run the agent in the host's pid namespace");
        }
        try (ContainerFiles open = found.get()) {
            Counters counters = open.read();
            if (container.ownNetwork() && !counters.has(Counter.NETWORK_RECEIVED_BYTES)) {
                return Finding.warning(
                        "version " + version + ", read for " + container.name() + ", without its network",
                        "the agent must see other users' processes in " + config.procRoot()
                                + ": no hidepid, no ProtectProc, the host's pid namespace");
            }
            return Finding.ok("version " + version + ", read for " + container.name());
        }
    }
}
