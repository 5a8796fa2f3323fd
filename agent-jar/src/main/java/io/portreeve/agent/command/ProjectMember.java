package io.portreeve.agent.command;

import io.portreeve.agent.docker.HostUsage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A container of a compose project, as its labels show it.
 *
 * @param needs services that it depends on, each with what compose waits for
 * @param oneOff whether somebody ran it by hand, so that it is no part of the service
 */
record ProjectMember(HostUsage.Container container, String service, Map<String, String> needs, boolean oneOff) {
    private static final String LABEL = "com.docker.compose.";

    static List<ProjectMember> of(HostUsage usage) {
        return inOrder(usage.containers().stream().map(ProjectMember::of).toList());
    }

    private static ProjectMember of(HostUsage.Container container) {
        Map<String, String> labels = container.labels();
        Map<String, String> needs = new LinkedHashMap<>();
        Arrays.stream(labels.getOrDefault(LABEL + "depends_on", "").split(","))
                .map(each -> each.split(":", -1))
                .filter(parts -> !parts[0].isBlank())
                .forEach(parts -> needs.put(parts[0].strip(), parts.length > 1 ? parts[1] : ""));
        return new ProjectMember(
                container,
                labels.getOrDefault(LABEL + "service", ""),
                needs,
                labels.getOrDefault(LABEL + "oneoff", "").equalsIgnoreCase("true"));
    }

    /** Those that others need come first; those that need each other in a circle come as they were. */
    private static List<ProjectMember> inOrder(List<ProjectMember> members) {
        List<ProjectMember> left = new ArrayList<>(members);
        List<ProjectMember> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            Set<String> waiting = left.stream().map(ProjectMember::service).collect(Collectors.toSet());
            List<ProjectMember> free = left.stream()
                    .filter(member -> member.needs.keySet().stream()
                            .noneMatch(need -> waiting.contains(need) && !need.equals(member.service)))
                    .toList();
            List<ProjectMember> next = free.isEmpty() ? List.copyOf(left) : free;
            ordered.addAll(next);
            left.removeAll(next);
        }
        return ordered;
    }

    String id() {
        return container.id();
    }

    /** The service, and the container where that has another name. */
    String title() {
        return service.isEmpty() || container.name().equals(service)
                ? container.name()
                : service + " (" + container.name() + ')';
    }

    boolean runs() {
        return Set.of("running", "paused", "restarting").contains(container.state());
    }
}
