package io.portreeve.contract.message;

import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import java.util.List;

/**
 * What happened on the host since the batch before, as the engine told it; the order within a batch says nothing. The
 * containers need not be declared in any inventory: some are gone before one was made.
 *
 * @param sequence number in {@link Stream#EVENTS}
 * @param events at most {@code Limits.EVENTS_PER_BATCH}
 * @param gaps where events may be missing; at most as many
 */
public record EventsBatch(long sequence, List<EngineEvent> events, List<EventGap> gaps)
        implements AgentMessage, Durable {
    public EventsBatch {
        events = List.copyOf(events);
        gaps = List.copyOf(gaps);
    }

    @Override
    public Stream stream() {
        return Stream.EVENTS;
    }
}
