package io.portreeve.agent.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cgroups of a container: what {@code /proc/PID/cgroup} says, if it speaks of this container at all, and else the
 * places where engines put them.
 */
final class CgroupPaths {
    /** The key of version 2 among the controllers. */
    static final String UNIFIED = "";

    private CgroupPaths() {}

    /**
     * Reads {@code /proc/PID/cgroup} (cgroups(7)).
     *
     * @return paths by controller, cut after the part that names the container, since a container that runs an init
     *     system has cgroups of its own below; without those that do not name it
     */
    static Map<String, String> ofProcess(String text, String containerId) {
        Map<String, String> paths = new HashMap<>();
        text.lines().forEach(line -> {
            String[] parts = line.split(":", 3);
            if (parts.length == 3) {
                upToContainer(parts[2], containerId).ifPresent(path -> {
                    for (String controller : parts[1].split(",", -1)) {
                        paths.put(controller, path);
                    }
                });
            }
        });
        return paths;
    }

    /** Where Docker and Podman put a container, under the drivers cgroupfs and systemd. */
    static List<String> usual(String containerId) {
        return List.of(
                "/docker/" + containerId,
                "/system.slice/docker-" + containerId + ".scope",
                "/machine.slice/libpod-" + containerId + ".scope",
                "/libpod_parent/libpod-" + containerId);
    }

    private static Optional<String> upToContainer(String path, String containerId) {
        // Seen from another cgroup namespace the path climbs out of it, and does not lead anywhere from a mount.
        if (path.startsWith("/..")) {
            return Optional.empty();
        }
        List<String> kept = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            kept.add(segment);
            if (segment.contains(containerId)) {
                return Optional.of(String.join("/", kept));
            }
        }
        return Optional.empty();
    }
}
