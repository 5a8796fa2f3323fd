package io.portreeve.cloud.api;

import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.HostActionWish;
import io.portreeve.cloud.actions.HostWish;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.ProjectVerb;
import io.portreeve.contract.action.PruneKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a program wants done on a host.
 *
 * @param kind prune-plan, prune, project-up, project-stop, project-down, project-restart, project-pull
 *     or update-agent
 * @param things of prune-plan: containers, dangling-images, images, networks, volumes, build-cache
 * @param plan of prune: the id of the prune-plan that listed what is to go, at most an hour old
 * @param project of the others: as compose calls it
 * @param patienceSeconds of stop, down and restart: that each container is given: 0 to 300, 10 if absent
 * @param volumes of prune: whether the volumes that were listed go as well; false if absent
 */
public record HostActionBody(
        String kind, List<String> things, UUID plan, Boolean volumes, String project, Integer patienceSeconds) {
    private static final int USUAL_PATIENCE = 10;

    HostActionWish wish(HostId host, String idempotencyKey) {
        try {
            return new HostActionWish(host, wish(), idempotencyKey);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    private HostWish wish() {
        return switch (kind == null ? "" : kind) {
            case HostAction.PLAN -> new HostWish.Plan(kinds());
            case HostAction.PRUNE -> new HostWish.Prune(planned(), Boolean.TRUE.equals(volumes));
            case HostAction.UPDATE_AGENT -> new HostWish.UpdateAgent();
            default -> new HostWish.Project(ofProject());
        };
    }

    private HostAction.Project ofProject() {
        ProjectVerb verb = ProjectVerb.named(kind == null ? "" : kind)
                .orElseThrow(() -> invalid("kind is none of prune-plan, prune, project-up, project-stop, project-down,"
                        + " project-restart, project-pull and update-agent"));
        if (project == null) {
            throw invalid("project is missing");
        }
        return new HostAction.Project(
                project, verb, Duration.ofSeconds(patienceSeconds == null ? USUAL_PATIENCE : patienceSeconds));
    }

    private Set<PruneKind> kinds() {
        if (things == null || things.isEmpty()) {
            throw invalid("things names nothing to look for");
        }
        return things.stream()
                .map(name -> PruneKind.named(name == null ? "" : name)
                        .orElseThrow(() -> invalid("things has a name that is not offered")))
                .collect(Collectors.toSet());
    }

    private ActionId planned() {
        if (plan == null) {
            throw invalid("plan is missing: what is to go has to be listed first");
        }
        return new ActionId(plan);
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemCode.REQUEST_INVALID, detail + ".");
    }
}
