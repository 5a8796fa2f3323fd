package io.portreeve.agent.command;

import io.portreeve.contract.action.Outcome;

/**
 * Why an action on a host is not even begun.
 *
 * @param rule that forbids it; empty if none does
 */
record Obstacle(Outcome outcome, String rule, String answer) {
    static Obstacle rule(String rule, String answer) {
        return new Obstacle(Outcome.REFUSED, rule, answer);
    }

    static Obstacle failure(String answer) {
        return new Obstacle(Outcome.FAILED, "", answer + "; nothing was done");
    }
}
