package io.portreeve.cloud.telemetry;

import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import java.time.Instant;
import java.util.List;

/** One reading of one host, as it was read a moment ago. */
public record LiveSamples(OrganizationId organization, HostId host, Instant at, List<LatestSample> samples) {
    public LiveSamples {
        samples = List.copyOf(samples);
    }
}
