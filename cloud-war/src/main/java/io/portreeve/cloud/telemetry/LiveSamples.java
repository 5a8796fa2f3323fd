package io.portreeve.cloud.telemetry;

import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import java.time.Instant;
import java.util.List;

/**
 * One reading of one host, as it was read a moment ago.
 *
 * @param extra whether it was read only because somebody watches: it holds what is watched, and becomes no history
 */
public record LiveSamples(
        OrganizationId organization, HostId host, Instant at, List<LatestSample> samples, boolean extra) {
    public LiveSamples {
        samples = List.copyOf(samples);
    }

    /** A reading of all of the host's containers. */
    public LiveSamples(OrganizationId organization, HostId host, Instant at, List<LatestSample> samples) {
        this(organization, host, at, samples, false);
    }
}
