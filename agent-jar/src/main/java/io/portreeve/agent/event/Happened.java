package io.portreeve.agent.event;

import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import java.util.List;

/**
 * News of the host; none at all if only the position moved.
 *
 * @param after where to go on once the news is in safe hands, and all before it
 */
public record Happened(List<EngineEvent> events, List<EventGap> gaps, EventPosition after) {
    public Happened {
        events = List.copyOf(events);
        gaps = List.copyOf(gaps);
    }

    public boolean isEmpty() {
        return events.isEmpty() && gaps.isEmpty();
    }
}
