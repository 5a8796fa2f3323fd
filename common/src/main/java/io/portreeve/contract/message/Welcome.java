package io.portreeve.contract.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The cloud's answer to {@link Hello}.
 *
 * @param epoch rises with every session of the agent; the highest one wins
 * @param cloudTime the cloud's clock
 * @param sampleInterval how often to read the containers
 * @param acknowledged the last number stored in each stream; absent means none. What lies above is to be sent again
 * @param understood names of {@link io.portreeve.contract.protocol.Capability} that this cloud makes use of, where
 *     an agent does something else for one that does not; empty from an older cloud
 */
public record Welcome(
        long epoch, Instant cloudTime, Duration sampleInterval, Map<Stream, Long> acknowledged, Set<String> understood)
        implements CloudMessage {
    public Welcome {
        if (sampleInterval.isNegative() || sampleInterval.isZero()) {
            throw new IllegalArgumentException("sampleInterval must be positive: " + sampleInterval);
        }
        acknowledged = Map.copyOf(acknowledged);
        understood = Set.copyOf(understood);
    }

    /** From a cloud that understands nothing in particular. */
    public Welcome(long epoch, Instant cloudTime, Duration sampleInterval, Map<Stream, Long> acknowledged) {
        this(epoch, cloudTime, sampleInterval, acknowledged, Set.of());
    }
}
