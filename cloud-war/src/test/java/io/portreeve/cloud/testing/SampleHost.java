package io.portreeve.cloud.testing;

import io.portreeve.cloud.fleet.AgentHealth;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.contract.message.HostFacts;
import io.portreeve.contract.sample.AgentFigures;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A host with an agent of some version. */
public final class SampleHost {
    private SampleHost() {}

    public static Host of(String version, Presence presence) {
        return of(version, presence, Optional.empty(), "self-update");
    }

    public static Host of(String version, Presence presence, Optional<String> refusal, String... capabilities) {
        AgentFigures figures = new AgentFigures(0, 0, 0, Optional.empty(), Optional.empty(), 0, 0, 0, refusal);
        return new Host(
                new HostId(new UUID(0, 2)),
                "host",
                new HostFacts("", "", "", "", 0, 0, "", 0),
                presence,
                Optional.of(SampleAction.AT),
                Optional.of(version).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Duration.ZERO,
                Optional.of(new AgentHealth(SampleAction.AT, figures, 0)),
                0,
                0,
                Set.of(capabilities));
    }
}
