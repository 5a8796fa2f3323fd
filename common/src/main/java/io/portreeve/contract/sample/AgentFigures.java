package io.portreeve.contract.sample;

import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.util.Optional;

/**
 * What an agent costs its host, and how it fares; counts are since it started.
 *
 * @param cpuMillisPerMinute of processors' time, as of late
 * @param residentBytes of its process; 0 if the kernel does not tell
 * @param spoolBytes of disk for what the cloud has not stored
 * @param spoolAge of the oldest of that; absent if there is nothing
 * @param spoolProblem one line for people while the disk takes none of it, so that it is kept in memory only
 * @param logBytes of lines that wait in memory
 * @param reconnects connections after the first
 * @param errors warnings and worse in its log
 * @param updateRefusal the rule of the host's owner that forbids replacing this agent; absent where none does
 */
public record AgentFigures(
        long cpuMillisPerMinute,
        long residentBytes,
        long spoolBytes,
        Optional<Duration> spoolAge,
        Optional<String> spoolProblem,
        long logBytes,
        long reconnects,
        long errors,
        Optional<String> updateRefusal) {
    public AgentFigures {
        boolean negative = Math.min(cpuMillisPerMinute, residentBytes) < 0
                || Math.min(spoolBytes, logBytes) < 0
                || Math.min(reconnects, errors) < 0
                || spoolAge.filter(Duration::isNegative).isPresent();
        if (negative) {
            throw new IllegalArgumentException("a figure is negative");
        }
        if (spoolProblem.filter(text -> text.length() > Limits.TEXT_LENGTH).isPresent()) {
            throw new IllegalArgumentException("spoolProblem is longer than " + Limits.TEXT_LENGTH + " characters");
        }
        if (updateRefusal.filter(text -> text.length() > Limits.TEXT_LENGTH).isPresent()) {
            throw new IllegalArgumentException("updateRefusal is longer than " + Limits.TEXT_LENGTH + " characters");
        }
    }

    /** Where no rule forbids replacing the agent. */
    public AgentFigures(
            long cpuMillisPerMinute,
            long residentBytes,
            long spoolBytes,
            Optional<Duration> spoolAge,
            Optional<String> spoolProblem,
            long logBytes,
            long reconnects,
            long errors) {
        this(
                cpuMillisPerMinute,
                residentBytes,
                spoolBytes,
                spoolAge,
                spoolProblem,
                logBytes,
                reconnects,
                errors,
                Optional.empty());
    }
}
