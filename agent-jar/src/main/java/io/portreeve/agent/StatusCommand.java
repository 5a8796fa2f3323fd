package io.portreeve.agent;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineDescription;
import io.portreeve.agent.docker.EngineException;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.enrol.IdentityException;
import io.portreeve.agent.enrol.IdentityFile;
import io.portreeve.agent.host.HostFiles;
import io.portreeve.agent.spool.SpoolFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says how things stand on this host. */
@Command(
        name = "status",
        description =
                "Says how things stand: identity, agent, Docker Engine, control groups. Exit status 0 if all is well.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Options options;

    StatusCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        AgentConfig config = options.read(environment).config();
        boolean well = identity(config);
        well &= engine(config);
        int cgroups = new HostFiles(config).cgroupVersion();
        say("cgroups", cgroups == 0 ? "none at " + config.cgroupRoot() : "version " + cgroups);
        return (well && cgroups != 0 ? ExitStatus.OK : ExitStatus.FAILED).code();
    }

    private boolean identity(AgentConfig config) {
        IdentityFile file = new IdentityFile(config.identityFile());
        try {
            Identity identity = file.read();
            say(
                    "identity",
                    "agent=" + identity.agentId() + " host=" + identity.hostId() + " cloud=" + identity.cloud());
        } catch (IdentityException e) {
            say("identity", e.getMessage());
            return false;
        }
        boolean runs = file.isInUse();
        say("agent", runs ? "running" : "not running");
        boolean well = updates(config, file.read());
        return spool(config, file.read()) && well && runs;
    }

    /** Nothing is said while all is as it should be. */
    private boolean updates(AgentConfig config, Identity identity) {
        Optional<String> problem = UpdatePlace.launch(config, identity).problem();
        problem.ifPresent(text -> say("updates", "the agent that was installed runs: " + text));
        return problem.isEmpty();
    }

    private boolean spool(AgentConfig config, Identity identity) {
        try {
            SpoolFiles files = SpoolFiles.at(SpoolPlace.of(config, identity));
            say(
                    "spool",
                    files.problem()
                            .map(problem -> problem + ": what the cloud has not stored is kept in memory only")
                            .orElse(files.bytes() / 1024 + " of " + config.spoolBytes() / 1024 + " KiB"));
            return files.problem().isEmpty();
        } catch (IOException e) {
            say("spool", "cannot be looked at: " + e);
            return false;
        }
    }

    private boolean engine(AgentConfig config) {
        try (Engine engine = new Engine(config)) {
            EngineDescription description = engine.describe();
            say("engine", description.version() + " at " + config.dockerHost());
            return true;
        } catch (EngineException e) {
            say("engine", e.getMessage());
            return false;
        }
    }

    private void say(String what, String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(what + ": " + text);
        out.flush();
    }
}
