package io.portreeve.cloud.gateway;

import io.portreeve.cloud.platform.OrganizationId;
import java.util.HashMap;
import java.util.Map;

/**
 * How many bytes of messages may wait on this node for being stored. An organization may take more than a quarter only as
 * long as half of the room stays free, so that one alone never shuts the others out. Any thread may ask.
 */
final class WaitingRoom {
    private final long most;
    private final Map<OrganizationId, Long> shares = new HashMap<>();
    private long taken;

    WaitingRoom(long mostBytes) {
        most = mostBytes;
    }

    /** A part of the heap that leaves enough for everything else. */
    static WaitingRoom ofThisProcess() {
        return new WaitingRoom(Runtime.getRuntime().maxMemory() / 8);
    }

    /** False if there is none left, or none for this organization. */
    synchronized boolean take(OrganizationId organization, long bytes) {
        long share = shares.getOrDefault(organization, 0L) + bytes;
        if (taken + bytes > (share > most / 4 ? most / 2 : most)) {
            return false;
        }
        taken += bytes;
        shares.put(organization, share);
        return true;
    }

    synchronized void leave(OrganizationId organization, long bytes) {
        taken -= bytes;
        shares.computeIfPresent(organization, (id, share) -> share > bytes ? share - bytes : null);
    }

    synchronized long taken() {
        return taken;
    }
}
