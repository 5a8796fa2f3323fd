package io.portreeve.agent.command;

import io.portreeve.contract.action.ActionResult;
import java.time.Instant;
import java.util.UUID;

/** Who hears of actions at once; on any thread, and not to wait. What it misses is in {@link Unacknowledged}. */
public interface Reports {
    void begun(UUID id, Instant at);

    void ended(ActionResult result);
}
