package io.portreeve.cloud.web.row;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.web.format.Badge;
import io.portreeve.contract.action.HostAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far the replacing of an agent has come: offered, staged, started, confirmed; or where it ended. */
public final class UpdateStage {
    private static final List<String> STAGES = List.of("offered", "staged", "started", "confirmed");
    private static final int OFFERED = 0;
    private static final int STAGED = 1;
    private static final int STARTED = 2;
    private static final int CONFIRMED = 3;

    /** In what agents answer if the release was started; otherwise it never was. */
    private static final String WENT_BACK = " was rolled back to ";

    private UpdateStage() {}

    /**
     * Each stage with a mark; none of other actions.
     *
     * @param host as it is now; absent if it is gone
     */
    public static List<Badge> of(Action action, Optional<Host> host) {
        if (!(action.action() instanceof HostAction.UpdateAgent update)) {
            return List.of();
        }
        if (action.state() == ActionState.SUCCEEDED) {
            return upTo(STAGES.size());
        }
        if (!action.state().isPending()) {
            return ended(action);
        }
        List<Badge> stages = upTo(reached(action, host, OfferedVersion.of(update)));
        stages.add(new Badge("neutral", "loader-circle", key(stages.size())));
        while (stages.size() < STAGES.size()) {
            stages.add(new Badge("neutral", "circle-dashed", key(stages.size())));
        }
        return stages;
    }

    private static int reached(Action action, Optional<Host> host, String version) {
        if (action.state() != ActionState.RUNNING) {
            return action.state() == ActionState.DELIVERED ? STAGED : OFFERED;
        }
        boolean isNew = host.flatMap(Host::agentVersion).filter(version::equals).isPresent();
        if (isNew) {
            return CONFIRMED;
        }
        // The agent leaves its connection only once it has all of the release.
        boolean left =
                host.filter(known -> known.presence() == Presence.OFFLINE).isPresent();
        return left ? STARTED : STAGED;
    }

    private static List<Badge> ended(Action action) {
        Badge state = Badge.of(action.state());
        if (action.answer().contains(WENT_BACK)) {
            List<Badge> stages = upTo(CONFIRMED);
            stages.add(new Badge("critical", "circle-x", "update.stage.back"));
            return stages;
        }
        List<Badge> stages = upTo(action.beganAt().isPresent() ? STAGED : OFFERED);
        stages.add(new Badge(state.tone(), state.icon(), key(stages.size())));
        stages.add(state);
        return stages;
    }

    private static List<Badge> upTo(int stage) {
        List<Badge> stages = new ArrayList<>();
        STAGES.subList(0, stage).forEach(each -> stages.add(new Badge("ok", "circle-check", "update.stage." + each)));
        return stages;
    }

    private static String key(int stage) {
        return "update.stage." + STAGES.get(stage);
    }
}
