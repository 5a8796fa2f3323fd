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
 * @param numbers which containers the numbers of its samples stand for; samples of others are passed over
 */
record LiveReading(OrganizationId organization, HostId host, HostReading reading, Map<Integer, ContainerId> numbers) {
    Instant at() {
        return reading.readAt();
    }
}
