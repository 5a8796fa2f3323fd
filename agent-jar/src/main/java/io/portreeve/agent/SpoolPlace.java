package io.portreeve.agent;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.enrol.Identity;
import java.nio.file.Path;

/** Where an identity's spool is: what one left behind is never told in the name of another. */
final class SpoolPlace {
    private SpoolPlace() {}

    static Path of(AgentConfig config, Identity identity) {
        return config.stateDirectory().resolve(identity.agentId().toString()).resolve("spool");
    }
}
