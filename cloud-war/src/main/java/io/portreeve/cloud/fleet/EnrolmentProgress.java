package io.portreeve.cloud.fleet;

import java.time.Instant;
import java.util.List;

/**
 * What has become of a token.
 *
 * @param hosts that it enrolled, in that order
 */
public record EnrolmentProgress(int usesLeft, Instant expiresAt, List<EnrolledHost> hosts) {
    public EnrolmentProgress {
        hosts = List.copyOf(hosts);
    }
}
