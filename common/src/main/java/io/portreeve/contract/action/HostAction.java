package io.portreeve.contract.action;

import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Something to be done to more than one container of a host, in steps, each of which may come out otherwise. */
public sealed interface HostAction extends Operation {
    /** How listing what is not used is called. */
    String PLAN = "prune-plan";

    /** How doing away with it is called. */
    String PRUNE = "prune";

    /** How replacing the agent itself is called. */
    String UPDATE_AGENT = "update-agent";

    @Override
    default Duration patience() {
        return Limits.HOST_ACTION_DEADLINE;
    }

    /** How long the engine may be at one container because that is given time to end by itself. */
    default Duration grace() {
        return Duration.ZERO;
    }

    /**
     * Lists what the host does not use and changes nothing; each thing is a step that is {@link StepOutcome#PLANNED}.
     *
     * @param kinds at least one
     */
    record PrunePlan(Set<PruneKind> kinds) implements HostAction {
        public PrunePlan {
            if (kinds.isEmpty()) {
                throw new IllegalArgumentException("there is nothing to look for");
            }
            kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
        }

        @Override
        public String wireName() {
            return PLAN;
        }
    }

    /**
     * Does away with what a plan named, as far as it is still not used; nothing else.
     *
     * @param items 1 to {@code Limits.ACTION_STEPS}
     */
    record Prune(List<PruneItem> items) implements HostAction {
        public Prune {
            items = List.copyOf(items);
            if (items.isEmpty() || items.size() > Limits.ACTION_STEPS) {
                throw new IllegalArgumentException("items are not 1 to " + Limits.ACTION_STEPS);
            }
        }

        @Override
        public String wireName() {
            return PRUNE;
        }
    }

    /**
     * Does something to a compose project.
     *
     * @param project as the labels of its containers name it
     * @param grace that each container is given to end by itself: whole seconds, at most {@code Limits.ACTION_PATIENCE}
     */
    record Project(String project, ProjectVerb verb, Duration grace) implements HostAction {
        public Project {
            if (project.isBlank() || project.length() > Limits.STEP_TEXT_LENGTH) {
                throw new IllegalArgumentException("project is empty or too long");
            }
            boolean whole = grace.toMillis() % 1000 == 0;
            if (!whole || grace.isNegative() || grace.compareTo(Limits.ACTION_PATIENCE) > 0) {
                throw new IllegalArgumentException(
                        "grace must be whole seconds, 0 to " + Limits.ACTION_PATIENCE.toSeconds());
            }
        }

        @Override
        public String wireName() {
            return verb.wireName();
        }

        @Override
        public Duration patience() {
            return verb == ProjectVerb.PULL ? Limits.PROJECT_PULL_DEADLINE : Limits.HOST_ACTION_DEADLINE;
        }
    }

    /**
     * Replaces the agent itself by a release, and takes it back unless that one connects soon. For agents with {@link
     * io.portreeve.contract.protocol.Capability#SELF_UPDATE}.
     *
     * @param release the text of a {@code SignedRelease}; whether it is one is the agent's to say
     */
    record UpdateAgent(String release) implements HostAction {
        public UpdateAgent {
            if (release.isBlank() || release.length() > Limits.RELEASE_LENGTH) {
                throw new IllegalArgumentException("release is empty or too long");
            }
        }

        @Override
        public String wireName() {
            return UPDATE_AGENT;
        }
    }
}
