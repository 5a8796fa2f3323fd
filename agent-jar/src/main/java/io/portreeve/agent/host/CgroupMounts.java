package io.portreeve.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where each cgroup controller is mounted below the cgroup root: version 1 has a hierarchy for each or for a few,
 * version 2 one for all, and a machine may have both at once.
 *
 * @param controllers mount point by name of a version 1 controller
 * @param unified mount point of version 2
 */
record CgroupMounts(Map<String, Mount> controllers, Optional<Mount> unified) {
    private static final List<String> KNOWN = List.of("cpu", "cpuacct", "memory", "blkio", "pids");

    /**
     * A mount.
     *
     * @param root which part of the hierarchy is seen there
     */
    record Mount(Path point, String root) {
        /** The directory of a cgroup, given its path in the hierarchy. */
        Path directory(String cgroup) {
            boolean below = !root.equals("/") && (cgroup.equals(root) || cgroup.startsWith(root + "/"));
            String relative = below ? cgroup.substring(root.length()) : cgroup;
            return point.resolve(relative.replaceFirst("^/+", ""));
        }
    }

    CgroupMounts {
        controllers = Map.copyOf(controllers);
    }

    /** Whether version 2 is what counts resources here; in a hybrid set-up it only groups processes. */
    boolean isUnified() {
        return unified.isPresent() && KNOWN.stream().noneMatch(controllers::containsKey);
    }

    /** Looks at the mount table, and where that says nothing of the root, at the root itself. */
    static CgroupMounts find(Path cgroupRoot, Path procRoot) {
        CgroupMounts mounts;
        try {
            mounts = parse(Files.readString(procRoot.resolve("self/mountinfo")), cgroupRoot);
        } catch (IOException e) {
            mounts = new CgroupMounts(Map.of(), Optional.empty());
        }
        return mounts.controllers.isEmpty() && mounts.unified.isEmpty() ? look(cgroupRoot) : mounts;
    }

    /** Reads {@code /proc/PID/mountinfo} (proc(5)). */
    static CgroupMounts parse(String mountinfo, Path cgroupRoot) {
        Map<String, Mount> controllers = new HashMap<>();
        List<Mount> unified = new ArrayList<>();
        mountinfo.lines().forEach(line -> {
            int separator = line.indexOf(" - ");
            String[] left = line.split(" ", -1);
            String[] right = separator < 0
                    ? new String[0]
                    : line.substring(separator + 3).split(" ", -1);
            if (left.length < 5 || right.length < 3 || !Path.of(left[4]).startsWith(cgroupRoot)) {
                return;
            }
            Mount mount = new Mount(Path.of(left[4]), left[3]);
            if (right[0].equals("cgroup2")) {
                unified.add(mount);
            } else if (right[0].equals("cgroup")) {
                List<String> options = List.of(right[2].split(",", -1));
                KNOWN.stream().filter(options::contains).forEach(name -> controllers.putIfAbsent(name, mount));
            }
        });
        return new CgroupMounts(controllers, unified.stream().findFirst());
    }

    private static CgroupMounts look(Path root) {
        Map<String, Mount> controllers = new HashMap<>();
        for (String name : KNOWN) {
            if (Files.isDirectory(root.resolve(name))) {
                controllers.put(name, new Mount(root.resolve(name), "/"));
            }
        }
        Optional<Mount> unified = List.of(root, root.resolve("unified")).stream()
                .filter(path -> Files.exists(path.resolve("cgroup.controllers")))
                .map(path -> new Mount(path, "/"))
                .findFirst();
        return new CgroupMounts(controllers, unified);
    }
}
