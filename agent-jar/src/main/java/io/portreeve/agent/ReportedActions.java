package io.portreeve.agent;

import io.portreeve.agent.command.Actions;
import io.portreeve.agent.command.Reports;
import io.portreeve.agent.command.Unacknowledged;
import io.portreeve.agent.link.Commands;
import io.portreeve.agent.link.Link;
import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.HostActionRequest;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/** Brings actions and link together, neither of which knows the other. */
record ReportedActions(Supplier<Actions> actions, Supplier<Link> link) implements Commands, Reports {
    @Override
    public void requested(ActionRequest request) {
        actions.get().requested(request);
    }

    @Override
    public void requested(HostActionRequest request) {
        actions.get().requested(request);
    }

    @Override
    public void acknowledged(UUID id) {
        actions.get().acknowledged(id);
    }

    @Override
    public Unsaid unsaid() {
        Unacknowledged open = actions.get().unacknowledged();
        return new Unsaid(open.begun(), open.ended());
    }

    @Override
    public void begun(UUID id, Instant at) {
        link.get().begun(id, at);
    }

    @Override
    public void ended(ActionResult result) {
        link.get().ended(result);
    }
}
