package io.portreeve.agent;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.enrol.IdentityFile;
import io.portreeve.agent.update.Launch;
import io.portreeve.agent.update.Supervisor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** Makes this process the one that waits for others, where no start script does. */
final class Supervision {
    private static final Logger LOG = Logger.getLogger(Supervision.class.getName());

    private Supervision() {}

    /**
     * Until an agent ends that nothing is to follow; its exit status.
     *
     * @param config as it is when a jar is chosen
     */
    static int run(Supplier<AgentConfig> config, Identity identity, IdentityFile file, List<String> arguments)
            throws Exception {
        // Read anew each time: its owner may have changed it since this process began.
        Supervisor supervisor = new Supervisor(ended -> next(config.get(), identity, file, ended), java(), arguments);
        HangUp.handle(() -> supervisor.signal("HUP"));
        LOG.info("this process waits for the agent, which runs in another");
        return supervisor.run();
    }

    private static Launch.Choice next(AgentConfig config, Identity identity, IdentityFile file, String ended) {
        try (AutoCloseable lock = file.lock()) {
            LOG.fine(() -> "deciding with " + lock);
            return UpdatePlace.launch(config, identity).next(ended);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("cannot let the identity go", e);
        }
    }

    private static List<String> java() {
        List<String> java = new ArrayList<>();
        java.add(ProcessHandle.current().info().command().orElse("java"));
        java.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        return java;
    }
}
