package io.portreeve.agent.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Info;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The library's objects, most fields of which may be null, to ours. */
final class Descriptions {
    private static final String PROJECT = "com.docker.compose.project";
    private static final String SERVICE = "com.docker.compose.service";

    private Descriptions() {}

    static ListedContainer listed(Container container) {
        String[] names = container.getNames();
        String name = names == null || names.length == 0 ? "" : names[0];
        return new ListedContainer(container.getId(), withoutSlash(name), orEmpty(container.getState()));
    }

    static EngineContainer inspected(InspectContainerResponse answer) {
        var state = answer.getState();
        var config = Optional.ofNullable(answer.getConfig());
        Map<String, String> labels = config.map(c -> c.getLabels()).orElse(Map.of());
        String status = orEmpty(state.getStatus());
        int pid = state.getPidLong() == null ? 0 : Math.toIntExact(state.getPidLong());
        Optional<Instant> startedAt = instant(state.getStartedAt());
        boolean exited = pid == 0 && startedAt.isPresent();
        return new EngineContainer(
                answer.getId(),
                withoutSlash(orEmpty(answer.getName())),
                config.map(c -> c.getImage()).orElse(""),
                orEmpty(answer.getImageId()),
                status,
                health(state),
                labels.getOrDefault(PROJECT, ""),
                labels.getOrDefault(SERVICE, ""),
                Objects.requireNonNullElse(answer.getRestartCount(), 0),
                instant(answer.getCreated()).orElse(Instant.EPOCH),
                startedAt,
                exited ? Optional.ofNullable(state.getExitCodeLong()).map(Long::intValue) : Optional.empty(),
                pid,
                hasOwnNetwork(answer),
                labels);
    }

    static ActionTarget target(InspectContainerResponse answer, Set<String> imageNames) {
        EngineContainer container = inspected(answer);
        Set<String> names = new HashSet<>(imageNames);
        names.add(container.image());
        names.add(container.imageId());
        return new ActionTarget(container, names);
    }

    /** What it is called: tags and digests. */
    static Set<String> names(InspectImageResponse answer) {
        return Stream.of(answer.getRepoTags(), answer.getRepoDigests())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    static LogSource logSource(InspectContainerResponse answer) {
        var config = Optional.ofNullable(answer.getConfig());
        return new LogSource(
                answer.getId(),
                config.map(c -> c.getTty()).orElse(false),
                instant(answer.getCreated()).orElse(Instant.EPOCH),
                config.map(c -> c.getLabels()).orElse(Map.of()));
    }

    static EngineDescription described(Info info) {
        Object cgroupVersion = info.getRawValues().get("CgroupVersion");
        return new EngineDescription(
                orEmpty(info.getName()),
                orEmpty(info.getOperatingSystem()),
                orEmpty(info.getKernelVersion()),
                orEmpty(info.getArchitecture()),
                Objects.requireNonNullElse(info.getNCPU(), 0),
                Objects.requireNonNullElse(info.getMemTotal(), 0L),
                orEmpty(info.getServerVersion()),
                "2".equals(cgroupVersion) ? 2 : "1".equals(cgroupVersion) ? 1 : 0);
    }

    private static String health(InspectContainerResponse.ContainerState state) {
        String word = state.getHealth() == null ? "" : orEmpty(state.getHealth().getStatus());
        return word.equals("none") ? "" : word;
    }

    private static boolean hasOwnNetwork(InspectContainerResponse answer) {
        String mode = answer.getHostConfig() == null
                ? ""
                : orEmpty(answer.getHostConfig().getNetworkMode());
        return !mode.equals("host") && !mode.startsWith("container:");
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.ofNullable(text)
                    .filter(value -> !value.isEmpty())
                    .map(java.time.OffsetDateTime::parse)
                    .map(java.time.OffsetDateTime::toInstant)
                    .filter(instant -> instant.isAfter(Instant.EPOCH));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String withoutSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
