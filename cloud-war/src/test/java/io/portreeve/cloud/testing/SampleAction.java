package io.portreeve.cloud.testing;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.contract.action.ActionOutput;
import io.portreeve.contract.action.Operation;
import io.portreeve.contract.action.Precondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An action that failed and said something. */
public final class SampleAction {
    public static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private SampleAction() {}

    public static Action of(Operation asked) {
        return of(asked, ActionState.FAILED, "no such program");
    }

    /** That has come to this. */
    public static Action of(Operation asked, ActionState state, String answer) {
        return new Action(
                new ActionId(new UUID(0, 1)),
                new HostId(new UUID(0, 2)),
                "host",
                Optional.of(new ContainerId(new UUID(0, 3))),
                Optional.of("docker"),
                "web",
                asked,
                Precondition.NONE,
                new Requester(new UUID(0, 4), "Ada"),
                state,
                AT,
                AT.plusSeconds(60),
                Optional.of(AT),
                Optional.of(AT),
                Optional.of(AT),
                "",
                answer,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ActionOutput("secret", Optional.of(1), 7)),
                List.of());
    }
}
