package io.portreeve.agent.host;

import java.util.OptionalLong;

/**
 * What a container has used until one moment, and what it holds at it. Anything that could not be read is absent.
 *
 * @param nanos when, on a clock that only makes sense between readings of the same source
 * @param cpuNanos processor time used
 * @param cpuPeriods enforcement periods of a processor limit; 0 without a limit
 * @param cpuThrottledPeriods of these, the ones in which the container had to wait
 * @param memoryBytes in use, without the file cache that can be dropped
 * @param memoryLimitBytes absent without a limit
 * @param pids processes and threads
 */
public record Counters(
        long nanos,
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
