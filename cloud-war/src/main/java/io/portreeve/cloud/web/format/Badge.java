package io.portreeve.cloud.web.format;

import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.actions.Rollout;
import io.portreeve.cloud.actions.RolloutHost;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.contract.action.StepOutcome;

/**
 * A state as an icon with a word: never by colour alone.
 *
 * @param tone ok, warning, critical or neutral
 * @param icon its name in the sprite
 * @param key of its text
 */
public record Badge(String tone, String icon, String key) {
    public static Badge of(Presence presence) {
        return switch (presence) {
            case ONLINE -> new Badge("ok", "circle-check", "presence.online");
            case OFFLINE -> new Badge("critical", "unplug", "presence.offline");
            case NEVER_CONNECTED -> new Badge("neutral", "circle-dashed", "presence.never");
        };
    }

    public static Badge of(ActionState state) {
        String key = "action.state." + state.wireName();
        return switch (state) {
            case REQUESTED -> new Badge("neutral", "clock", key);
            case DELIVERED, RUNNING -> new Badge("neutral", "loader-circle", key);
            case SUCCEEDED -> new Badge("ok", "circle-check", key);
            case FAILED -> new Badge("critical", "circle-x", key);
            case REFUSED -> new Badge("warning", "octagon-alert", key);
            case EXPIRED, CANCELLED -> new Badge("neutral", "circle-dashed", key);
            case UNKNOWN -> new Badge("warning", "circle-question-mark", key);
        };
    }

    public static Badge of(StepOutcome outcome) {
        String key = "step." + outcome.wireName();
        return switch (outcome) {
            case PLANNED -> new Badge("neutral", "circle-dashed", key);
            case DONE -> new Badge("ok", "circle-check", key);
            case SKIPPED -> new Badge("neutral", "square", key);
            case REFUSED -> new Badge("warning", "octagon-alert", key);
            case FAILED -> new Badge("critical", "circle-x", key);
            case UNKNOWN -> new Badge("warning", "circle-question-mark", key);
        };
    }

    public static Badge of(Rollout.State state) {
        String key = "rollout.state." + state.wireName();
        return switch (state) {
            case RUNNING -> new Badge("neutral", "loader-circle", key);
            case FINISHED -> new Badge("ok", "circle-check", key);
            case STOPPED -> new Badge("critical", "octagon-alert", key);
            case CANCELLED -> new Badge("neutral", "circle-dashed", key);
        };
    }

    public static Badge of(RolloutHost.State state) {
        String key = "rollout.host." + state.wireName();
        return switch (state) {
            case WAITING -> new Badge("neutral", "clock", key);
            case ASKED -> new Badge("neutral", "loader-circle", key);
            case UPDATED -> new Badge("ok", "circle-check", key);
            case LEFT_OUT -> new Badge("warning", "square", key);
            case FAILED -> new Badge("critical", "circle-x", key);
        };
    }

    public static Badge of(ContainerState state) {
        String key = "state." + state.word();
        return switch (state) {
            case RUNNING -> new Badge("ok", "circle-check", key);
            case RESTARTING -> new Badge("warning", "rotate-cw", key);
            case PAUSED -> new Badge("warning", "circle-pause", key);
            case CREATED -> new Badge("neutral", "circle-dashed", key);
            case REMOVING, EXITED -> new Badge("neutral", "square", key);
            case DEAD -> new Badge("critical", "circle-x", key);
            case UNKNOWN -> new Badge("neutral", "circle-question-mark", key);
        };
    }

    /** By the word of the engine's health check; null without one. */
    public static Badge ofHealth(String health) {
        return switch (health) {
            case "healthy" -> new Badge("ok", "heart-pulse", "health.healthy");
            case "unhealthy" -> new Badge("critical", "heart-pulse", "health.unhealthy");
            case "starting" -> new Badge("neutral", "heart-pulse", "health.starting");
            default -> null;
        };
    }
}
