package io.portreeve.cloud.api;

import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.Rollout;
import io.portreeve.cloud.actions.RolloutHost;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A rollout of the agent's release.
 *
 * @param state running, finished, stopped or cancelled
 * @param reason why it stopped; left out if it did not
 * @param hosts in the order in which they are asked; left out in lists
 */
public record RolloutView(
        UUID id,
        String version,
        int first,
        int wave,
        String state,
        Optional<String> reason,
        String requestedBy,
        Instant requestedAt,
        Optional<Instant> endedAt,
        Optional<List<HostOfRollout>> hosts) {
    /**
     * A host of it.
     *
     * @param state waiting, asked, updated, left-out or failed
     * @param action by which it was asked; left out before
     * @param answer what came of it, or why it is left out; left out while there is none
     */
    public record HostOfRollout(UUID id, String name, String state, Optional<UUID> action, Optional<String> answer) {
        static HostOfRollout of(RolloutHost host) {
            return new HostOfRollout(
                    host.host().value(),
                    host.name(),
                    host.state().wireName(),
                    host.action().map(ActionId::value),
                    Optional.of(host.answer()).filter(text -> !text.isEmpty()));
        }
    }

    /** With its hosts. */
    static RolloutView of(Rollout rollout) {
        return of(
                rollout,
                Optional.of(rollout.hosts().stream().map(HostOfRollout::of).toList()));
    }

    /** In a list. */
    static RolloutView listed(Rollout rollout) {
        return of(rollout, Optional.empty());
    }

    private static RolloutView of(Rollout rollout, Optional<List<HostOfRollout>> hosts) {
        return new RolloutView(
                rollout.id().value(),
                rollout.version(),
                rollout.pace().first(),
                rollout.pace().wave(),
                rollout.state().wireName(),
                Optional.of(rollout.reason()).filter(text -> !text.isEmpty()),
                rollout.requester().name(),
                rollout.requestedAt(),
                rollout.endedAt(),
                hosts);
    }
}
