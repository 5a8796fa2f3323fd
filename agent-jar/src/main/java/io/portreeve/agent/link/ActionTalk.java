package io.portreeve.agent.link;

import io.portreeve.contract.message.ActionAccepted;
import io.portreeve.contract.message.ActionAcknowledged;
import io.portreeve.contract.message.ActionOutcome;
import io.portreeve.contract.message.ActionRequested;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.HostActionRequested;
import java.util.function.Consumer;

/** What is said about actions. For the link's thread. */
final class ActionTalk {
    private final Commands commands;

    ActionTalk(Commands commands) {
        this.commands = commands;
    }

    void welcomed(Consumer<AgentMessage> say) {
        Commands.Unsaid unsaid = commands.unsaid();
        unsaid.begun().forEach((id, at) -> say.accept(new ActionAccepted(id, at)));
        unsaid.ended().forEach(result -> say.accept(new ActionOutcome(result)));
    }

    void received(CloudMessage message) {
        if (message instanceof ActionRequested requested) {
            commands.requested(requested.request());
        } else if (message instanceof HostActionRequested requested) {
            commands.requested(requested.request());
        } else if (message instanceof ActionAcknowledged acknowledged) {
            commands.acknowledged(acknowledged.id());
        }
    }
}
