package io.portreeve.cloud.web.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.testing.SampleAction;
import io.portreeve.cloud.testing.SampleHost;
import io.portreeve.cloud.web.format.Badge;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.release.Release;
import io.portreeve.contract.release.ReleaseVersion;
import io.portreeve.contract.release.SignedRelease;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpdateStageTest {
    private static final HostAction.UpdateAgent UPDATE = new HostAction.UpdateAgent(release());

    @Test
    void stagesAreReachedOneAfterTheOther() {
        assertThat(stages(ActionState.REQUESTED, "1.1", Presence.ONLINE))
                .containsExactly("neutral offered", "neutral staged", "neutral started", "neutral confirmed");
        assertThat(stages(ActionState.DELIVERED, "1.1", Presence.ONLINE))
                .containsExactly("ok offered", "neutral staged", "neutral started", "neutral confirmed");
        assertThat(stages(ActionState.RUNNING, "1.1", Presence.ONLINE))
                .containsExactly("ok offered", "neutral staged", "neutral started", "neutral confirmed");
        assertThat(stages(ActionState.RUNNING, "1.1", Presence.OFFLINE))
                .containsExactly("ok offered", "ok staged", "neutral started", "neutral confirmed");
        assertThat(stages(ActionState.RUNNING, "1.2", Presence.ONLINE))
                .containsExactly("ok offered", "ok staged", "ok started", "neutral confirmed");
        assertThat(stages(ActionState.SUCCEEDED, "1.2", Presence.ONLINE))
                .containsExactly("ok offered", "ok staged", "ok started", "ok confirmed");
    }

    @Test
    void wayBackEndsThem() {
        assertThat(stages(ActionState.FAILED, "1.2 was rolled back to 1.1: it ended with exit status 1"))
                .containsExactly("ok offered", "ok staged", "ok started", "critical back");
    }

    @Test
    void whatWasNeverStartedEndsWhereItStood() {
        assertThat(stages(ActionState.FAILED, "the jar cannot be fetched; nothing was changed"))
                .containsExactly("ok offered", "critical staged", "critical failed");
    }

    @Test
    void otherActionsHaveNone() {
        assertThat(UpdateStage.of(SampleAction.of(new ContainerAction.Start()), Optional.empty()))
                .isEmpty();
    }

    private static List<String> stages(ActionState state, String running, Presence presence) {
        return UpdateStage.of(SampleAction.of(UPDATE, state, ""), Optional.of(SampleHost.of(running, presence)))
                .stream()
                .map(UpdateStageTest::word)
                .toList();
    }

    private static List<String> stages(ActionState state, String answer) {
        return UpdateStage.of(SampleAction.of(UPDATE, state, answer), Optional.empty()).stream()
                .map(UpdateStageTest::word)
                .toList();
    }

    private static String word(Badge badge) {
        return badge.tone() + " " + badge.key().substring(badge.key().lastIndexOf('.') + 1);
    }

    private static String release() {
        try {
            Release release = new Release(new ReleaseVersion("1.2"), "ab".repeat(32), 5, 17, SampleAction.AT, Set.of());
            return SignedRelease.sign(
                            release,
                            KeyPairGenerator.getInstance("Ed25519")
                                    .generateKeyPair()
                                    .getPrivate())
                    .text();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
