package io.portreeve.agent.link;

import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.HostActionRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Whoever carries out what the cloud asks for. Called on the link's thread, and not to wait for an engine. */
public interface Commands {
    /** May come again for the same id. */
    void requested(ActionRequest request);

    /** Likewise. */
    void requested(HostActionRequest request);

    /** The cloud has stored this outcome, or does not want it. */
    void acknowledged(UUID id);

    /** What has to be said on a new connection. */
    Unsaid unsaid();

    /**
     * What the cloud may not know.
     *
     * @param begun actions without an outcome, and when they began
     * @param ended outcomes
     */
    record Unsaid(Map<UUID, Instant> begun, List<ActionResult> ended) {
        public Unsaid {
            begun = Map.copyOf(begun);
            ended = List.copyOf(ended);
        }
    }
}
