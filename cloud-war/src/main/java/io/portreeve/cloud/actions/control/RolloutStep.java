package io.portreeve.cloud.actions.control;

import io.portreeve.cloud.actions.Rollout;
import io.portreeve.cloud.actions.RolloutHost;
import io.portreeve.cloud.actions.RolloutHost.State;

/**
 * What a rollout does next.
 *
 * @param ask how many hosts to ask
 * @param end if it ends
 * @param reason why it stops; else empty
 */
record RolloutStep(int ask, End end, String reason) {
    enum End {
        NOT_YET,
        FINISHED,
        STOPPED
    }

    /** One failure is enough; while hosts are at it, no other is asked. */
    static RolloutStep of(Rollout rollout) {
        for (RolloutHost host : rollout.hosts()) {
            if (host.state() == State.FAILED) {
                return new RolloutStep(0, End.STOPPED, host.name() + ": " + host.answer());
            }
        }
        if (rollout.count(State.ASKED) > 0) {
            return new RolloutStep(0, End.NOT_YET, "");
        }
        if (rollout.count(State.WAITING) == 0) {
            return new RolloutStep(0, End.FINISHED, "");
        }
        long updated = rollout.count(State.UPDATED);
        int first = rollout.pace().first();
        return new RolloutStep(
                updated < first ? first - (int) updated : rollout.pace().wave(), End.NOT_YET, "");
    }
}
