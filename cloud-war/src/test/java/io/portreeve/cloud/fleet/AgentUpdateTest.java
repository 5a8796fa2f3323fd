package io.portreeve.cloud.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.AgentUpdate.Standing;
import io.portreeve.cloud.testing.SampleHost;
import io.portreeve.contract.release.Release;
import io.portreeve.contract.release.ReleaseVersion;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentUpdateTest {
    private static final Optional<Release> OFFER = Optional.of(new Release(
            new ReleaseVersion("1.2"),
            "ab".repeat(32),
            5,
            17,
            Instant.parse("2026-11-25T22:00:00Z"),
            Set.of(new ReleaseVersion("1.9"))));

    @Test
    void laterVersionIsPossible() {
        assertThat(update("1.1")).isEqualTo(Standing.POSSIBLE);
        assertThat(update("1.9")).as("signed to take its place").isEqualTo(Standing.POSSIBLE);
        assertThat(update("someone's own")).as("the agent's to say").isEqualTo(Standing.POSSIBLE);
    }

    @Test
    void sameAndLaterOnesStay() {
        assertThat(update("1.2.0")).isEqualTo(Standing.UP_TO_DATE);
        assertThat(update("1.3")).isEqualTo(Standing.UP_TO_DATE);
    }

    @Test
    void withoutAnOfferThereIsNothing() {
        AgentUpdate update = AgentUpdate.of(SampleHost.of("1.1", Presence.ONLINE), Optional.empty());
        assertThat(update.standing()).isEqualTo(Standing.NOTHING_OFFERED);
        assertThat(update.offered()).isEmpty();
    }

    @Test
    void agentThatDoesNotKnowHowOrWasNeverHeardIsUnable() {
        assertThat(update("")).isEqualTo(Standing.UNABLE);
        assertThat(AgentUpdate.of(SampleHost.of("1.1", Presence.ONLINE, Optional.empty(), "actions"), OFFER)
                        .standing())
                .isEqualTo(Standing.UNABLE);
    }

    @Test
    void ruleOfTheOwnerIsNamed() {
        AgentUpdate update = AgentUpdate.of(
                SampleHost.of("1.1", Presence.ONLINE, Optional.of("self-update = deny"), "self-update"), OFFER);
        assertThat(update.standing()).isEqualTo(Standing.FORBIDDEN);
        assertThat(update.rule()).isEqualTo("self-update = deny");
        assertThat(update.isPossible()).isFalse();
    }

    private static Standing update(String version) {
        return AgentUpdate.of(SampleHost.of(version, Presence.ONLINE), OFFER).standing();
    }
}
