package io.portreeve.cloud.logs;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.OrganizationId;
import java.util.List;

/**
 * Entries of a container's log that were just stored, the oldest first.
 *
 * @param cut whether they are too many to be told of: then these are the newest
 */
public record NewLines(OrganizationId organization, ContainerId container, List<LogEntry> entries, boolean cut) {
    public NewLines {
        entries = List.copyOf(entries);
    }
}
