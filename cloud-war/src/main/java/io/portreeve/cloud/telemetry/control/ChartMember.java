package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.telemetry.Recreation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A container as it takes part in a chart.
 *
 * @param removedAt null while it is there
 */
record ChartMember(
        UUID container,
        UUID host,
        String name,
        String project,
        String service,
        String image,
        String imageId,
        Instant createdAt,
        Instant removedAt) {
    /** While compose makes a container anew, the old one's id stands before its name. */
    private static final Pattern OUTGOING = Pattern.compile("^[0-9a-f]{12}_");

    private static final int MOST_RECREATIONS = 200;

    /** What a container and those that it replaced have in common: they count as one. */
    record Place(UUID host, String project, String service, String name) {}

    Place place() {
        return new Place(host, project, service, OUTGOING.matcher(name).replaceFirst(""));
    }

    boolean overlaps(Instant from, Instant to) {
        return createdAt.isBefore(to) && (removedAt == null || !removedAt.isBefore(from));
    }

    /** Where in a span one of them followed another. */
    static List<Recreation> recreations(List<ChartMember> members, Instant from, Instant to) {
        Map<Place, ChartMember> before = new HashMap<>();
        List<Recreation> recreations = new ArrayList<>();
        List<ChartMember> ordered = members.stream()
                .sorted(Comparator.comparing(ChartMember::createdAt))
                .toList();
        for (ChartMember member : ordered) {
            ChartMember last = before.put(member.place(), member);
            boolean within = !member.createdAt.isBefore(from) && member.createdAt.isBefore(to);
            if (last != null && within) {
                recreations.add(member.follows(last));
            }
        }
        int first = Math.max(0, recreations.size() - MOST_RECREATIONS);
        return recreations.subList(first, recreations.size());
    }

    private Recreation follows(ChartMember last) {
        return new Recreation(
                createdAt,
                new ContainerId(container),
                new HostId(host),
                name,
                image,
                imageId,
                !imageId.equals(last.imageId));
    }
}
