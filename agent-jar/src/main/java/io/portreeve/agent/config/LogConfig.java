package io.portreeve.agent.config;

import com.google.re2j.Pattern;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the host's owner lets be sent of what containers write.
 *
 * @param live whether somebody may watch logs, stored or not, save those whose label forbids it
 * @param wishes whether the cloud may wish for logs, or that they are left out, save those whose label forbids it
 * @param linesPerSecond most of one container, over ten seconds
 * @param secrets what is struck out of lines
 * @param firstLine what begins a message of several lines, where a container's label does not say otherwise
 * @param files where the engine keeps logs as files that may be read; absent where it is asked for them
 */
public record LogConfig(
        LogChoice choice,
        boolean live,
        boolean wishes,
        int linesPerSecond,
        Optional<Pattern> secrets,
        Optional<Pattern> firstLine,
        Optional<Path> files) {
    /** {@code true} or {@code false}. */
    private static final String LABEL = "portreeve.logs";

    /** Whether it is sent though nobody wishes for it. */
    public boolean sends(Map<String, String> labels) {
        return switch (choice) {
            case NONE -> false;
            case LABELLED -> said(labels).equals("true");
            case ALL -> !forbids(labels);
        };
    }

    /** Whether the cloud's wish decides. */
    public boolean grantsWishes(Map<String, String> labels) {
        return wishes && choice != LogChoice.NONE && !forbids(labels);
    }

    /** Whether a container's label says that nobody is to have its log. */
    public boolean forbids(Map<String, String> labels) {
        return said(labels).equals("false");
    }

    private static String said(Map<String, String> labels) {
        return labels.getOrDefault(LABEL, "");
    }
}
