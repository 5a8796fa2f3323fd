package io.portreeve.cloud.api;

import io.portreeve.cloud.actions.Rollout;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;

/**
 * How a program wants the release of the agent rolled out.
 *
 * @param first until so many hosts were updated, no more are asked at once: 1 to 100, 1 if absent
 * @param wave how many are asked at once afterwards: 1 to 100, 10 if absent
 */
public record RolloutBody(Integer first, Integer wave) {
    private static final int USUAL_FIRST = 1;
    private static final int USUAL_WAVE = 10;

    Rollout.Pace pace() {
        try {
            return new Rollout.Pace(first == null ? USUAL_FIRST : first, wave == null ? USUAL_WAVE : wave);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, e.getMessage() + ".");
        }
    }
}
