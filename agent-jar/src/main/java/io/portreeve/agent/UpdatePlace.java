package io.portreeve.agent;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.update.Launch;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** Where an identity's updates are, and the jar that this process was started from. */
final class UpdatePlace {
    private UpdatePlace() {}

    static Path of(AgentConfig config, Identity identity) {
        return config.stateDirectory().resolve(identity.agentId().toString()).resolve("update");
    }

    static Path ownJar() {
        try {
            CodeSource source = UpdatePlace.class.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI()).toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a path is a URI", e);
        }
    }

    /** Decides, in a process of the jar that a person installed. */
    static Launch launch(AgentConfig config, Identity identity) {
        return new Launch(
                of(config, identity),
                ownJar(),
                config.update().releaseKey().or(identity::releaseKey),
                config.update().deadline());
    }
}
