package io.portreeve.cloud.fleet;

import java.util.Optional;

/**
 * Which containers, and which page of them.
 *
 * @param text part of the name, image, compose project or service, or of the host's name, in any case; empty for all
 * @param limit 1 to {@value #LARGEST_PAGE}
 */
public record ContainerFilter(
        Optional<HostId> host, Optional<ContainerState> state, String text, int offset, int limit) {
    public static final int LARGEST_PAGE = 1_000;

    public ContainerFilter {
        if (offset < 0) {
            throw new IllegalArgumentException("offset is negative: " + offset);
        }
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit is not within 1 and " + LARGEST_PAGE + ": " + limit);
        }
    }

    /** The first page of everything. */
    public static ContainerFilter everything() {
        return new ContainerFilter(Optional.empty(), Optional.empty(), "", 0, LARGEST_PAGE);
    }
}
