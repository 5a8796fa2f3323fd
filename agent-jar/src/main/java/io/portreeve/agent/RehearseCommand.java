package io.portreeve.agent;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.link.RehearsalCloud;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Does for some seconds what running does, with a cloud of its own that keeps nothing, so that classes can be archived. */
@Command(name = "rehearse", description = "Does for some seconds what run does, for nobody.", hidden = true)
final class RehearseCommand implements Callable<Integer> {
    private static final int ENOUGH_FRAMES = 8;
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final Map<String, String> environment;

    @Mixin
    private Options options;

    RehearseCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        AgentConfig config = options.read(environment).config();
        Identity nobody = new Identity(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "http://127.0.0.1",
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate(),
                Optional.empty());
        try (RehearsalCloud cloud = new RehearsalCloud();
                RunningAgent agent = RunningAgent.start(config, CloudAddress.of(cloud.url(), false), nobody)) {
            cloud.awaitFrames(ENOUGH_FRAMES, LONGEST);
            return agent.end().isDone() ? ExitStatus.FAILED.code() : ExitStatus.OK.code();
        }
    }
}
