package io.portreeve.cloud.web.hosts;

import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.web.row.ContainerRow;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ProjectVerb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The containers of one compose project.
 *
 * @param project empty for those that belong to none
 */
public record ProjectGroup(String project, List<ContainerRow> rows) {
    public ProjectGroup {
        rows = List.copyOf(rows);
    }

    /**
     * Something to ask for.
     *
     * @param forbidden by the host's owner, as far as its agent tells
     */
    public record Button(String kind, boolean forbidden) {}

    /** By name of the project; those without one come last. */
    static List<ProjectGroup> of(List<ContainerRow> rows) {
        Map<String, List<ContainerRow>> byProject = new TreeMap<>();
        for (ContainerRow row : rows) {
            byProject
                    .computeIfAbsent(row.container().composeProject(), unused -> new ArrayList<>())
                    .add(row);
        }
        List<ContainerRow> alone = byProject.remove("");
        List<ProjectGroup> groups = new ArrayList<>();
        byProject.forEach((project, members) -> groups.add(new ProjectGroup(project, members)));
        if (alone != null) {
            groups.add(new ProjectGroup("", alone));
        }
        return groups;
    }

    /** What can be asked for all of it; what the owner forbids of one container is forbidden of all. */
    public List<Button> buttons() {
        boolean some = rows.stream().anyMatch(row -> runs(row.container().state()));
        boolean all = rows.stream().allMatch(row -> runs(row.container().state()));
        List<Button> buttons = new ArrayList<>();
        if (!all) {
            buttons.add(button(ProjectVerb.UP, ActionKind.START));
        }
        if (some) {
            buttons.add(button(ProjectVerb.RESTART, ActionKind.RESTART));
            buttons.add(button(ProjectVerb.STOP, ActionKind.STOP));
        }
        buttons.add(button(ProjectVerb.PULL, ActionKind.PULL));
        buttons.add(button(ProjectVerb.DOWN, ActionKind.REMOVE));
        return buttons;
    }

    private Button button(ProjectVerb verb, ActionKind kind) {
        boolean forbidden = rows.stream()
                .anyMatch(row -> row.container()
                        .allowed()
                        .filter(allowed -> !allowed.contains(kind.wireName()))
                        .isPresent());
        return new Button(verb.wireName(), forbidden);
    }

    private static boolean runs(ContainerState state) {
        return state == ContainerState.RUNNING || state == ContainerState.PAUSED || state == ContainerState.RESTARTING;
    }

    public boolean isNamed() {
        return !project.isEmpty();
    }
}
