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
 * @param intervals how often containers may be read, whatever the cloud asks for
 * @param relistInterval how often all containers are listed, besides following events
 * @param engineDeadline how long the engine may take to answer one call
 * @param spoolBytes most disk for what is not acknowledged
 * @param spoolAge how long readings are kept that are not acknowledged
 * @param outboxBatches most records kept in memory while the disk refuses them
 * @param outboxBytes most memory for them
 * @param logs what may be sent of what containers write
 * @param actions what the host's owner allows
 * @param update how the agent may be replaced
 */
public record AgentConfig(
        Optional<CloudAddress> url,
        Path stateDirectory,
        Path identityFile,
        URI dockerHost,
        Path cgroupRoot,
        Path procRoot,
        RouteConfig route,
        IntervalBounds intervals,
        LogLevel logLevel,
        Duration relistInterval,
        Duration engineDeadline,
        long spoolBytes,
        Duration spoolAge,
        int outboxBatches,
        int outboxBytes,
        LogConfig logs,
        ActionPolicy actions,
        UpdateConfig update) {}
