package io.portreeve.cloud.actions.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.actions.Rollout;
import io.portreeve.cloud.actions.RolloutHost;
import io.portreeve.cloud.actions.RolloutHost.State;
import io.portreeve.cloud.actions.RolloutId;
import io.portreeve.cloud.actions.control.RolloutStep.End;
import io.portreeve.cloud.fleet.HostId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolloutStepTest {
    @Test
    void noMoreThanTheFirstAreAskedUntilSoManyWereUpdated() {
        assertThat(step(State.WAITING, State.WAITING, State.WAITING).ask()).isEqualTo(2);
        assertThat(step(State.UPDATED, State.LEFT_OUT, State.WAITING, State.WAITING)
                        .ask())
                .isEqualTo(1);
    }

    @Test
    void othersFollowInWaves() {
        assertThat(step(State.UPDATED, State.UPDATED, State.WAITING).ask()).isEqualTo(5);
    }

    @Test
    void nobodyIsAskedWhileAWaveIsAtIt() {
        assertThat(step(State.UPDATED, State.ASKED, State.WAITING)).isEqualTo(new RolloutStep(0, End.NOT_YET, ""));
    }

    @Test
    void oneFailureStopsItEvenWhileOthersAreAtIt() {
        assertThat(step(State.ASKED, State.FAILED, State.WAITING))
                .isEqualTo(new RolloutStep(0, End.STOPPED, "host-1: went back"));
    }

    @Test
    void itIsOverOnceEverybodyHadTheirTurn() {
        assertThat(step(State.UPDATED, State.LEFT_OUT).end()).isEqualTo(End.FINISHED);
        assertThat(step(State.UPDATED, State.ASKED).end()).isEqualTo(End.NOT_YET);
    }

    @ParameterizedTest
    @EnumSource(
            value = ActionState.class,
            names = {"FAILED", "UNKNOWN"})
    void whoGoesBackOrDoesNotReturnHasFailed(ActionState state) {
        assertThat(RolloutHost.after(state)).isEqualTo(State.FAILED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ActionState.class,
            names = {"REFUSED", "EXPIRED", "CANCELLED"})
    void whoWasNeverTouchedIsLeftOut(ActionState state) {
        assertThat(RolloutHost.after(state)).isEqualTo(State.LEFT_OUT);
    }

    private static RolloutStep step(State... states) {
        List<RolloutHost> hosts = Arrays.stream(states)
                .map(state -> new RolloutHost(
                        new HostId(UUID.randomUUID()),
                        "host-" + Arrays.asList(states).indexOf(state),
                        state,
                        Optional.empty(),
                        "went back"))
                .toList();
        return RolloutStep.of(new Rollout(
                new RolloutId(UUID.randomUUID()),
                "1.2",
                new Rollout.Pace(2, 5),
                Rollout.State.RUNNING,
                "",
                new Requester(UUID.randomUUID(), "Ada"),
                Instant.EPOCH,
                Optional.empty(),
                hosts));
    }
}
