package io.portreeve.agent.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The container that this process runs in, if any; with it the one whose network it shares. */
public final class OwnContainer {
    private static final Logger LOG = Logger.getLogger(OwnContainer.class.getName());
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
    private static final List<String> FROM_ENGINE = List.of("/etc/hostname", "/etc/hosts", "/etc/resolv.conf");

    private OwnContainer() {}

    /** Their ids; empty outside of containers. */
    public static Set<String> ids() {
        Path own = Path.of("/proc/self");
        return ids(text(own.resolve("mountinfo")), text(own.resolve("cgroup")));
    }

    /** Of the mounts only those that an engine gives the container itself: a host has others of all its containers. */
    static Set<String> ids(String mountInfo, String cgroup) {
        Set<String> ids = new LinkedHashSet<>();
        mountInfo.lines().map(line -> line.split(" ", 6)).forEach(parts -> {
            if (parts.length == 6 && FROM_ENGINE.contains(parts[4])) {
                add(parts[3], ids);
            }
        });
        cgroup.lines().forEach(line -> add(line, ids));
        return Set.copyOf(ids);
    }

    private static void add(String text, Set<String> ids) {
        Matcher matcher = ID.matcher(text);
        while (matcher.find()) {
            ids.add(matcher.group());
        }
    }

    private static String text(Path file) {
        try {
            return CounterFile.readOnce(file);
        } catch (IOException e) {
            LOG.log(Level.FINE, e, () -> "cannot read " + file);
            return "";
        }
    }
}
