package io.portreeve.contract.message;

import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.util.List;

/**
 * Somebody watches what these containers write, whether it is stored or not: it is to be told in {@link LiveLogs} for a
 * while. A lease that is not renewed ends by itself; one of other containers leaves it as it is. For agents with {@link
 * io.portreeve.contract.protocol.Capability#LIVE_LOGS}; the host's owner may forbid it, which the agent then says.
 *
 * @param containers numbers as the connection's inventory declared them, {@link Limits#LEASED_LOGS} at most
 * @param tail how many of the last lines are to be told first, since somebody has just come; 0 if they were told
 * @param lasts from now on, {@link Limits#LEASE} at most
 */
public record LogLease(List<Integer> containers, int tail, Duration lasts) implements CloudMessage {
    public LogLease {
        containers = List.copyOf(containers);
        if (containers.size() > Limits.LEASED_LOGS || containers.stream().anyMatch(number -> number < 0)) {
            throw new IllegalArgumentException("a lease of too many logs, or of none that can be");
        }
        if (tail < 0 || tail > Limits.LIVE_LOG_LINES) {
            throw new IllegalArgumentException("a tail of " + tail + " lines");
        }
        if (lasts.isNegative() || lasts.compareTo(Limits.LEASE) > 0) {
            throw new IllegalArgumentException("a lease for " + lasts);
        }
    }
}
