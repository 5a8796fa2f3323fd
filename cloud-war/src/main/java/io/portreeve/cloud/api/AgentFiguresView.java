package io.portreeve.cloud.api;

import io.portreeve.cloud.fleet.AgentHealth;
import io.portreeve.contract.sample.AgentFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an agent costs its host and how it fares; counts are since it started.
 *
 * @param at when it told
 * @param cpuSecondsPerMinute processors' time, as of late
 * @param residentBytes memory of its process; left out if it does not know
 * @param spoolBytes on its disk, of what is not stored here yet
 * @param spoolAgeSeconds age of the oldest of that; left out if there is nothing
 * @param spoolProblem why its disk takes nothing; left out while it does
 * @param logBytes lines that wait in memory
 * @param reconnects connections after the first
 * @param warnings in its log, and worse
 * @param dropped records that it gave up because a bound was hit
 * @param updateRefusal the rule of the host's owner that forbids replacing this agent; left out where none does
 */
public record AgentFiguresView(
        Instant at,
        double cpuSecondsPerMinute,
        Optional<Long> residentBytes,
        long spoolBytes,
        Optional<Long> spoolAgeSeconds,
        Optional<String> spoolProblem,
        long logBytes,
        long reconnects,
        long warnings,
        long dropped,
        Optional<String> updateRefusal) {
    private static final double MILLIS_PER_SECOND = 1_000;

    static AgentFiguresView of(AgentHealth health) {
        AgentFigures figures = health.figures();
        return new AgentFiguresView(
                health.at(),
                figures.cpuMillisPerMinute() / MILLIS_PER_SECOND,
                Optional.of(figures.residentBytes()).filter(bytes -> bytes > 0),
                figures.spoolBytes(),
                figures.spoolAge().map(Duration::toSeconds),
                figures.spoolProblem(),
                figures.logBytes(),
                figures.reconnects(),
                figures.errors(),
                health.dropped(),
                figures.updateRefusal());
    }
}
