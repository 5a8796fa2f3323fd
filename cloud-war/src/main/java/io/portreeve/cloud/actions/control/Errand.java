package io.portreeve.cloud.actions.control;

import io.portreeve.cloud.actions.Action;
import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.HostActionRequest;
import io.portreeve.contract.message.ActionRequested;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.HostActionRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Actions as their agents hear of them. */
final class Errand {
    private Errand() {}

    static CloudMessage of(Action action, Instant now) {
        UUID id = action.id().value();
        Duration timeLeft = Duration.between(now, action.expiresAt());
        if (action.action() instanceof HostAction ofHost) {
            return new HostActionRequested(new HostActionRequest(id, ofHost, timeLeft));
        }
        return new ActionRequested(new ActionRequest(
                id,
                action.dockerId().orElseThrow(),
                (ContainerAction) action.action(),
                action.precondition(),
                timeLeft));
    }
}
