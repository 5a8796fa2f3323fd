package io.portreeve.agent.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything the agent was told, checked.
 *
 * @param url the cloud; absent means the one that issued the identity
 * @param stateDirectory what the agent keeps between runs
 * @param identityFile the agent's private key and who it is
 * @param dockerHost {@code unix:///…} or {@code tcp://host:port}
 * @param cgroupRoot where the host's cgroup file systems are mounted
 * @param procRoot where the host's proc file system is mounted
 * @param route how the cloud is reached
 * @param relistInterval how often all containers are listed, besides following events
 * @param engineDeadline how long the engine may take to answer one call
 * @param outboxBatches most batches of samples kept while they are not acknowledged
 * @param outboxBytes most memory for them
 * @param actions what the host's owner allows
 */
public record AgentConfig(
        Optional<CloudAddress> url,
        Path stateDirectory,
        Path identityFile,
        URI dockerHost,
        Path cgroupRoot,
        Path procRoot,
        RouteConfig route,
        Duration relistInterval,
        Duration engineDeadline,
        int outboxBatches,
        int outboxBytes,
        ActionPolicy actions) {

    public AgentConfig {
        String scheme = String.valueOf(dockerHost.getScheme());
        boolean socket = scheme.equals("unix") && dockerHost.getPath() != null;
        boolean network = scheme.equals("tcp") && dockerHost.getHost() != null && dockerHost.getPort() > 0;
        if (!socket && !network) {
            throw new ConfigException("docker-host must be like unix:///var/run/docker.sock or tcp://127.0.0.1:2375,"
                    + " not \"" + dockerHost + "\"");
        }
        positive(Setting.RELIST_INTERVAL, relistInterval.toMillis());
        positive(Setting.ENGINE_DEADLINE, engineDeadline.toMillis());
        positive(Setting.OUTBOX_BATCHES, outboxBatches);
        positive(Setting.OUTBOX_BYTES, outboxBytes);
    }

    private static void positive(Setting setting, long value) {
        if (value <= 0) {
            throw new ConfigException(setting.key() + " must be more than zero");
        }
    }
}
