package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.contract.sample.HostReading;
import java.time.Instant;
import java.util.Map;

/**
 * A reading on its way to whoever watches.
 *
 * @param extra whether it was read only because somebody watches
 * @param numbers which containers the numbers of its samples stand for; samples of others are passed over
 */
record LiveReading(
        OrganizationId organization,
        HostId host,
        HostReading reading,
        boolean extra,
        Map<Integer, ContainerId> numbers) {
    /** One that becomes history. */
    LiveReading(OrganizationId organization, HostId host, HostReading reading, Map<Integer, ContainerId> numbers) {
        this(organization, host, reading, false, numbers);
    }

    Instant at() {
        return reading.readAt();
    }
}
