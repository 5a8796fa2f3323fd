package io.portreeve.cloud.api;

import io.portreeve.cloud.events.EventFilter;
import io.portreeve.cloud.events.EventId;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What every list of events may be asked, as it came. */
record EventQuery(List<String> kinds, String from, String to, String text, String limit, String cursor) {
    EventFilter filter(Optional<HostId> host, Optional<ContainerId> container) {
        Set<String> wanted = kinds.stream()
                .flatMap(each -> Arrays.stream(each.split(",", -1)))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toSet());
        Optional<Instant> earliest = value("from", from, Instant::parse);
        Optional<Instant> end = value("to", to, Instant::parse);
        Optional<EventId> before = value("cursor", cursor, UUID::fromString).map(EventId::new);
        int most = value("limit", limit, Integer::valueOf).orElseThrow();
        try {
            return new EventFilter(host, container, wanted, Set.of(), earliest, end, text, before, most);
        } catch (IllegalArgumentException e) {
            throw invalid("limit or kind");
        }
    }

    private static <T> Optional<T> value(String name, String text, Function<String, T> reading) {
        try {
            return Optional.ofNullable(text).map(reading);
        } catch (RuntimeException e) {
            throw invalid(name);
        }
    }

    private static ProblemException invalid(String name) {
        return new ProblemException(ProblemCode.REQUEST_INVALID, name + " has a value that is not offered.");
    }
}
