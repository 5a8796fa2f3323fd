package io.portreeve.agent.docker;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * One reading of a container by the engine. Counters count from the start of the run; what the engine does not say is
 * absent.
 *
 * @param readAt by the engine's clock
 * @param memoryBytes without the file cache that can be dropped
 * @param memoryLimitBytes the engine gives the machine's memory where there is no limit
 */
public record EngineStats(
        Instant readAt,
        OptionalLong cpuNanos,
        OptionalLong cpuPeriods,
        OptionalLong cpuThrottledPeriods,
        OptionalLong memoryBytes,
        OptionalLong memoryLimitBytes,
        OptionalLong networkReceivedBytes,
        OptionalLong networkSentBytes,
        OptionalLong blockReadBytes,
        OptionalLong blockWrittenBytes,
        OptionalLong pids) {}
