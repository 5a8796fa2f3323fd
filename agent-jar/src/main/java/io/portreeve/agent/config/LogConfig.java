package io.portreeve.agent.config;

import com.google.re2j.Pattern;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the host's owner lets be sent of what containers write.
 *
 * @param live whether somebody may watch logs, stored or not, save those whose label forbids it
 * @param linesPerSecond most of one container, over ten seconds
 * @param secrets what is struck out of lines
 * @param firstLine what begins a message of several lines, where a container's label does not say otherwise
 * @param files where the engine keeps logs as files that may be read; absent where it is asked for them
 */
public record LogConfig(
        LogChoice choice,
        boolean live,
        int linesPerSecond,
        Optional<Pattern> secrets,
        Optional<Pattern> firstLine,
        Optional<Path> files) {}
