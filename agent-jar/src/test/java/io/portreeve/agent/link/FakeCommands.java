package io.portreeve.agent.link;

import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.HostActionRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Carries out nothing, and remembers what it was told. */
final class FakeCommands implements Commands {
    final List<ActionRequest> requested = new CopyOnWriteArrayList<>();
    final List<UUID> acknowledged = new CopyOnWriteArrayList<>();
    volatile Unsaid unsaid = new Unsaid(Map.of(), List.of());

    @Override
    public void requested(ActionRequest request) {
        requested.add(request);
    }

    @Override
    public void requested(HostActionRequest request) {
        throw new UnsupportedOperationException("nobody asks for it here");
    }

    @Override
    public void acknowledged(UUID id) {
        acknowledged.add(id);
    }

    @Override
    public Unsaid unsaid() {
        return unsaid;
    }
}
