package io.portreeve.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The files of a container's control group, read apart from the agent's own reader. */
final class ControlGroup {
    private ControlGroup() {}

    static long cpuNanos(String id) throws IOException {
        Path version1 = Path.of("/sys/fs/cgroup/cpuacct/docker/" + id + "/cpuacct.usage");
        return Files.exists(version1)
                ? Long.parseLong(Files.readString(version1).strip())
                : keyed(cpuStat(id), "usage_usec") * 1000;
    }

    static String cpuStat(String id) throws IOException {
        for (String place : new String[] {"cpu/docker/" + id, "docker/" + id, "system.slice/docker-" + id + ".scope"}) {
            Path file = Path.of("/sys/fs/cgroup", place, "cpu.stat");
            if (Files.exists(file)) {
                return Files.readString(file);
            }
        }
        throw new IllegalStateException("the control group of " + id + " is nowhere to be found");
    }

    static long keyed(String text, String key) {
        return Arrays.stream(text.split("\n", -1))
                .filter(line -> line.startsWith(key + " "))
                .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
