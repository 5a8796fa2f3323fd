package io.portreeve.cloud.web.hosts;

import io.portreeve.cloud.web.row.ContainerRow;
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

    public boolean isNamed() {
        return !project.isEmpty();
    }
}
