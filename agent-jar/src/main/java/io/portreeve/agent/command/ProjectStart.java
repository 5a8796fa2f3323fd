package io.portreeve.agent.command;

import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineContainer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether what a service needs is there: to be waited for, given up, or nothing. */
final class ProjectStart {
    /** Where it stands. */
    enum Readiness {
        READY,
        WAITING,
        NEVER
    }

    private static final String HEALTHY = "service_healthy";
    private static final String COMPLETED = "service_completed_successfully";

    private final Engine engine;
    private final List<ProjectMember> members;

    ProjectStart(Engine engine, List<ProjectMember> members) {
        this.engine = engine;
        this.members = members;
    }

    /**
     * What it waits for.
     *
     * @param failed services that did not start
     * @return the first need that is not there, and how that is; empty if nothing is missing
     */
    Optional<Map.Entry<String, Readiness>> missing(ProjectMember member, Set<String> failed) {
        for (Map.Entry<String, String> need : member.needs().entrySet()) {
            Readiness readiness =
                    failed.contains(need.getKey()) ? Readiness.NEVER : readiness(need.getKey(), need.getValue());
            if (readiness != Readiness.READY) {
                return Optional.of(Map.entry(need.getKey(), readiness));
            }
        }
        return Optional.empty();
    }

    /** A service without containers is one that only the compose file knows. */
    private Readiness readiness(String service, String condition) {
        Readiness worst = Readiness.READY;
        for (ProjectMember member : members) {
            boolean left = Replacement.isItsName(member.container().name());
            if (member.service().equals(service) && !member.oneOff() && !left) {
                Readiness its = engine.inspect(member.id())
                        .map(now -> readiness(now, condition))
                        .orElse(Readiness.NEVER);
                worst = its.compareTo(worst) > 0 ? its : worst;
            }
        }
        return worst;
    }

    private static Readiness readiness(EngineContainer now, String condition) {
        boolean runs = now.state().equals("running");
        if (condition.equals(HEALTHY) && runs) {
            return switch (now.health()) {
                case "unhealthy" -> Readiness.NEVER;
                case "starting" -> Readiness.WAITING;
                default -> Readiness.READY;
            };
        }
        if (condition.equals(COMPLETED)) {
            boolean well = now.exitCode().filter(code -> code == 0).isPresent();
            return runs ? Readiness.WAITING : well ? Readiness.READY : Readiness.NEVER;
        }
        return runs ? Readiness.READY : Readiness.NEVER;
    }
}
