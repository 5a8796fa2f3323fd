package io.portreeve.agent.command;

import io.portreeve.contract.action.ActionResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the cloud may not know.
 *
 * @param begun actions that have no outcome yet, and when they began
 * @param ended outcomes that were not acknowledged
 */
public record Unacknowledged(Map<UUID, Instant> begun, List<ActionResult> ended) {
    public Unacknowledged {
        begun = Map.copyOf(begun);
        ended = List.copyOf(ended);
    }
}
