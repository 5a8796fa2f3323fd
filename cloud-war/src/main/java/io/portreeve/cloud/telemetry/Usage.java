package io.portreeve.cloud.telemetry;

import io.portreeve.cloud.fleet.FleetSize;
import io.portreeve.cloud.tenancy.Quota;
import java.util.List;

/**
 * What an organization may use, what it uses, and what of its agents' messages was refused lately.
 *
 * @param logBytesToday since midnight, in UTC
 */
public record Usage(Quota quota, FleetSize used, long logBytesToday, List<Refusals> refusals) {
    public Usage {
        refusals = List.copyOf(refusals);
    }
}
