package io.portreeve.agent.link;

import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A batch of events that is being made. Of what is older than the cloud takes a gap tells how much it was. */
final class EventDraft {
    static final Duration BEFORE_TOO_OLD = Duration.ofHours(1);

    private static final int CHARACTERS_PER_BATCH = 60_000;

    private final Instant earliest;
    private final List<EngineEvent> events = new ArrayList<>();
    private final List<EventGap> gaps = new ArrayList<>();
    private Optional<EventGap> dropped = Optional.empty();
    private int characters;

    /**
     * An empty one.
     *
     * @param earliest the cloud takes nothing that ended before
     */
    EventDraft(Instant earliest) {
        this.earliest = earliest;
    }

    /** False if it would grow too large. */
    boolean take(EventsBatch content) {
        // One place is left for the gap of what is dropped.
        boolean fits = characters < CHARACTERS_PER_BATCH
                && events.size() + content.events().size() <= Limits.EVENTS_PER_BATCH
                && gaps.size() + content.gaps().size() < Limits.EVENTS_PER_BATCH;
        if (!fits && !isEmpty()) {
            return false;
        }
        if (content.events().stream().anyMatch(event -> event.at().isBefore(earliest))) {
            drop(content);
            return true;
        }
        events.addAll(content.events());
        content.gaps().forEach(gap -> gaps.add(notBefore(earliest, gap)));
        characters += content.events().stream().mapToInt(EventDraft::characters).sum();
        return true;
    }

    /** Only a gap shall tell of it, which counts what it replaces and reaches to where the cloud takes gaps. */
    void drop(EventsBatch content) {
        List<Instant> moments = new ArrayList<>(moments(content));
        long missed =
                dropped.map(EventGap::missed).orElse(0L) + content.events().size();
        missed += content.gaps().stream().mapToLong(EventGap::missed).sum();
        dropped.ifPresent(gap -> moments.addAll(List.of(gap.from(), gap.to())));
        Instant from = moments.stream().min(Instant::compareTo).orElseThrow();
        Instant to = moments.stream().max(Instant::compareTo).orElseThrow();
        dropped = Optional.of(notBefore(earliest, new EventGap(from, to, EventGap.DROPPED, "", missed)));
    }

    boolean isEmpty() {
        return events.isEmpty() && gaps.isEmpty() && dropped.isEmpty();
    }

    EventsBatch batch(long sequence) {
        List<EventGap> all = new ArrayList<>(gaps);
        dropped.ifPresent(all::add);
        return new EventsBatch(sequence, events, all);
    }

    static List<Instant> moments(EventsBatch content) {
        List<Instant> moments = new ArrayList<>();
        content.events().forEach(event -> moments.add(event.at()));
        content.gaps().forEach(gap -> moments.addAll(List.of(gap.from(), gap.to())));
        return moments;
    }

    private static EventGap notBefore(Instant earliest, EventGap gap) {
        return gap.to().isBefore(earliest)
                ? new EventGap(gap.from(), earliest, gap.reason(), gap.dockerId(), gap.missed())
                : gap;
    }

    private static int characters(EngineEvent event) {
        int attributes = event.attributes().entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        return attributes
                + event.name().length()
                + event.image().length()
                + event.composeProject().length()
                + event.composeService().length();
    }
}
