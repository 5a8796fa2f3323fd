package io.portreeve.agent;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.config.UpdateConfig;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.update.Launch;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where an identity's updates are, and the jar that this process was started from. */
final class UpdatePlace {
    private static final Logger LOG = Logger.getLogger(UpdatePlace.class.getName());

    /** Made anew whenever the kernel starts, and the same in each container. */
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

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
        UpdateConfig update = config.update();
        return new Launch(
                of(config, identity),
                ownJar(),
                new Launch.Rules(update.refusal(), update.releaseKey().or(identity::releaseKey), update.deadline()),
                boot());
    }

    private static String boot() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException e) {
            LOG.log(Level.FINE, "nothing tells starts of this machine apart", e);
            return "";
        }
    }
}
