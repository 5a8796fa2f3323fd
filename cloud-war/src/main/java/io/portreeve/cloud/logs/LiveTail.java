package io.portreeve.cloud.logs;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.OrganizationId;
import java.util.List;

/**
 * What a container that somebody watches wrote just now, the oldest line first. Lines may come twice.
 *
 * @param state the agent's word for what becomes of the watching, as in {@link
 *     io.portreeve.contract.message.LiveLogs}, or one of those below
 * @param missed how many lines were left out before these
 */
public record LiveTail(
        OrganizationId organization, ContainerId container, String state, long missed, List<LiveLine> lines) {
    /** The agent was asked. */
    public static final String ASKED = "asked";

    /** The agent is of a version that cannot be asked. */
    public static final String AGENT_TOO_OLD = "agent-too-old";

    public LiveTail {
        lines = List.copyOf(lines);
    }

    public LiveTail missing(long more) {
        return more == 0 ? this : new LiveTail(organization, container, state, missed + more, lines);
    }
}
