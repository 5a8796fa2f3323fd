package io.portreeve.agent;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.config.ConfigReader;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.enrol.IdentityFile;
import io.portreeve.agent.link.LinkEnd;
import io.portreeve.agent.update.Supervisor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Watches this host until it is stopped. */
@Command(name = "run", description = "Watches this host until it is stopped.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = Logger.getLogger(RunCommand.class.getName());

    /** What comes first after a start matters more. */
    private static final Duration UNTIL_ARCHIVED = Duration.ofMinutes(15);

    private final Map<String, String> environment;

    @Mixin
    private Options options;

    @Spec
    private CommandSpec spec;

    RunCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        CompletableFuture<Reload> running = new CompletableFuture<>();
        // Before anything takes time: a signal that nobody handles ends the process.
        HangUp.handle(() -> running.join().run());
        ConfigReader.Result told = options.read(environment);
        AgentConfig config = told.config();
        IdentityFile file = new IdentityFile(config.identityFile());
        Identity identity = file.read();
        String launched = environment.getOrDefault(Supervisor.VARIABLE, "");
        boolean other = !launched.equals(Supervisor.CHOSEN)
                && UpdatePlace.launch(config, identity).isUpdated()
                && !file.isInUse();
        int status = other ? Supervisor.AGAIN : runHere(running, told, file, identity);
        return status == Supervisor.AGAIN && launched.isEmpty()
                ? Supervision.run(
                        () -> options.read(environment).config(),
                        identity,
                        file,
                        spec.commandLine().getParent().getParseResult().originalArgs())
                : status;
    }

    private int runHere(
            CompletableFuture<Reload> running, ConfigReader.Result told, IdentityFile file, Identity identity)
            throws Exception {
        AgentConfig config = told.config();
        CloudAddress cloud = config.url()
                .orElseGet(
                        () -> CloudAddress.of(identity.cloud(), config.route().allowPlain()));
        try (AutoCloseable lock = file.lock();
                RunningAgent agent = RunningAgent.start(config, cloud, identity)) {
            LOG.fine(() -> "running with " + lock);
            running.complete(new Reload(told, () -> options.result(environment), changed -> {
                LogLines.level(changed.logLevel());
                agent.reload(changed);
            }));
            CompletableFuture.delayedExecutor(UNTIL_ARCHIVED.toSeconds(), TimeUnit.SECONDS)
                    .execute(() -> new ClassArchive(config).makeUnlessCurrent());
            CompletableFuture.anyOf(agent.end(), agent.leaving()).get();
            if (agent.leaving().isDone()) {
                LOG.info("this version stops for another");
                return ExitStatus.AGAIN.code();
            }
            return statusOf(agent.end().get(), identity).code();
        }
    }

    private static ExitStatus statusOf(LinkEnd end, Identity identity) {
        switch (end) {
            case CLOSED -> {
                return ExitStatus.OK;
            }
            case SUPERSEDED -> {
                LOG.severe("another agent connected with this identity, so this one stops: if it is a copy on another"
                        + " machine, enrol one of the two anew; agent=" + identity.agentId());
                return ExitStatus.SUPERSEDED;
            }
            case REVOKED -> {
                LOG.severe("this agent was revoked, so it stops: enrol anew to go on; agent=" + identity.agentId());
                return ExitStatus.REVOKED;
            }
            case UNSUPPORTED_VERSION -> {
                LOG.severe("the cloud does not speak this agent's version of the protocol, so it stops: update it");
                return ExitStatus.UNSUPPORTED_VERSION;
            }
        }
        throw new IllegalStateException(end.toString());
    }
}
