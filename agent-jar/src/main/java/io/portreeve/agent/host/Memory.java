package io.portreeve.agent.host;

import java.util.OptionalLong;

/** Memory in use as {@code docker stats} shows it: without the file cache that can be dropped at once. */
final class Memory {
    private static final long NO_LIMIT = 1L << 60;

    private Memory() {}

    /** Kernels say "no limit" with numbers that no machine's memory reaches. */
    static OptionalLong limit(OptionalLong limit) {
        return limit.orElse(NO_LIMIT) >= NO_LIMIT ? OptionalLong.empty() : limit;
    }

    static OptionalLong inUse(OptionalLong usage, OptionalLong inactiveFile) {
        // The two files are not read at the same moment, so the difference can come out below zero.
        return usage.isPresent()
                ? OptionalLong.of(Math.max(0, usage.getAsLong() - inactiveFile.orElse(0)))
                : OptionalLong.empty();
    }
}
