package io.portreeve.cloud.fleet.control;

import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;

/**
 * How old an agent's token may be. Clocks of hosts are wrong; the allowance is as far as samples may lie in the future,
 * so that an agent within it can connect and be shown with its skew.
 */
public final class TokenAge {
    private static final Duration WIDEST = Limits.TOKEN_VALIDITY.plus(Limits.FUTURE_TOLERANCE);

    /** A token can be used from {@code -WIDEST} to {@code +WIDEST} of its time. */
    public static final Duration NONCE_LIFETIME = WIDEST.multipliedBy(2);

    private TokenAge() {}

    public static boolean accepts(Instant issuedAt, Instant now) {
        return !issuedAt.isBefore(now.minus(WIDEST)) && !issuedAt.isAfter(now.plus(WIDEST));
    }
}
