package io.portreeve.cloud.web.events;

import io.portreeve.cloud.events.EventFilter;
import io.portreeve.cloud.events.EventId;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.web.PathId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the address of the timeline asks for. What it says wrongly counts as not said.
 *
 * @param range a word of {@link #RANGES}; empty for all that is kept
 * @param before what the page before ended with
 */
public record EventAddress(
        String text,
        EventGroup group,
        Optional<HostId> host,
        Optional<ContainerId> container,
        String range,
        Optional<EventId> before) {
    static final int PAGE_SIZE = 50;
    static final Map<String, Duration> RANGES = Map.of(
            "1h", Duration.ofHours(1), "24h", Duration.ofDays(1), "7d", Duration.ofDays(7), "30d", Duration.ofDays(30));
    static final List<String> RANGE_WORDS = List.of("1h", "24h", "7d", "30d");

    private static final int LONGEST_TEXT = 200;

    static EventAddress of(String text, String group, String host, String container, String range, String before) {
        String words = text == null ? "" : text.strip();
        return new EventAddress(
                words.length() > LONGEST_TEXT ? words.substring(0, LONGEST_TEXT) : words,
                EventGroup.named(group),
                PathId.parse(host).map(HostId::new),
                PathId.parse(container).map(ContainerId::new),
                range != null && RANGES.containsKey(range) ? range : "",
                PathId.parse(before).map(EventId::new));
    }

    /** With one event more than a page has, which says whether there is another page. */
    EventFilter filter(Instant now) {
        return new EventFilter(
                host,
                container,
                group.kinds(),
                group.without(),
                Optional.ofNullable(RANGES.get(range)).map(now::minus),
                Optional.empty(),
                text,
                before,
                PAGE_SIZE + 1);
    }

    EventAddress of(EventGroup other) {
        return new EventAddress(text, other, host, container, range, Optional.empty());
    }

    EventAddress since(String other) {
        return new EventAddress(text, group, host, container, other, Optional.empty());
    }

    EventAddress after(Optional<EventId> last) {
        return new EventAddress(text, group, host, container, range, last);
    }

    public boolean filtered() {
        return !text.isEmpty()
                || group != EventGroup.NOTABLE
                || host.isPresent()
                || container.isPresent()
                || !range.isEmpty();
    }

    public String path() {
        List<String> parts = new ArrayList<>();
        if (!text.isEmpty()) {
            parts.add("q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        }
        if (group != EventGroup.NOTABLE) {
            parts.add("kind=" + group.word());
        }
        host.ifPresent(one -> parts.add("host=" + one));
        container.ifPresent(one -> parts.add("container=" + one));
        if (!range.isEmpty()) {
            parts.add("range=" + range);
        }
        before.ifPresent(last -> parts.add("before=" + last));
        return parts.isEmpty() ? "/events" : "/events?" + String.join("&", parts);
    }
}
