package io.portreeve.contract.message;

import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.util.List;

/**
 * Somebody watches these containers: they are to be read more often for a while. A lease that is not renewed ends by
 * itself; one of other containers leaves it as it is. For agents with {@link
 * io.portreeve.contract.protocol.Capability#LIVE_LEASE}.
 *
 * @param containers numbers as the connection's inventory declared them, {@link Limits#LEASED_CONTAINERS} at most
 * @param interval from reading to reading, 1 s at least; the host's owner may bound it further
 * @param lasts from now on, {@link Limits#LEASE} at most
 */
public record LiveLease(List<Integer> containers, Duration interval, Duration lasts) implements CloudMessage {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    public LiveLease {
        containers = List.copyOf(containers);
        if (containers.size() > Limits.LEASED_CONTAINERS || containers.stream().anyMatch(number -> number < 0)) {
            throw new IllegalArgumentException("a lease of too many containers, or of none that can be");
        }
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(Limits.LEASE) > 0) {
            throw new IllegalArgumentException("a lease to read every " + interval);
        }
        if (lasts.isNegative() || lasts.compareTo(Limits.LEASE) > 0) {
            throw new IllegalArgumentException("a lease for " + lasts);
        }
    }
}
