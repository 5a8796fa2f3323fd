package io.portreeve.contract.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The cloud's answer to {@link Hello}.
 *
 * @param epoch rises with every session of the agent; the highest one wins
 * @param cloudTime the cloud's clock
 * @param sampleInterval how often to read the containers
 * @param acknowledged the last number stored in each stream; absent means none. What lies above is to be sent again
 */
public record Welcome(long epoch, Instant cloudTime, Duration sampleInterval, Map<Stream, Long> acknowledged)
        implements CloudMessage {
    public Welcome {
        if (sampleInterval.isNegative() || sampleInterval.isZero()) {
            throw new IllegalArgumentException("sampleInterval must be positive: " + sampleInterval);
        }
        acknowledged = Map.copyOf(acknowledged);
    }
}
