package io.portreeve.cloud.events;

import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import java.util.List;

/** Events of a host that were just stored. */
public record NewEvents(OrganizationId organization, HostId host, List<Event> events) {
    public NewEvents {
        events = List.copyOf(events);
    }
}
