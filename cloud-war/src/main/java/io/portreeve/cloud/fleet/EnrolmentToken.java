package io.portreeve.cloud.fleet;

import java.time.Instant;

/**
 * A token just made.
 *
 * @param secret known here and now only; we keep its hash
 * @param uses how many hosts it enrols
 */
public record EnrolmentToken(EnrolmentTokenId id, String secret, Instant expiresAt, int uses) {
    @Override
    public String toString() {
        return "EnrolmentToken[id=" + id + ", expiresAt=" + expiresAt + ", uses=" + uses + ", secret=redacted]";
    }
}
