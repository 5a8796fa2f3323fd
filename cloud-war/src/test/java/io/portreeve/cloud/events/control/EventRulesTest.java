package io.portreeve.cloud.events.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.StoreResult;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void batchAtEveryBoundIsTaken() {
        assertThat(broken(
                        batch(event(NOW.plus(Limits.FUTURE_TOLERANCE)), event(NOW.minus(Limits.EVENT_PAST_TOLERANCE)))))
                .isEmpty();
        assertThat(broken(new EventsBatch(1, Collections.nCopies(Limits.EVENTS_PER_BATCH, event(NOW)), List.of())))
                .isEmpty();
    }

    @Test
    void batchBeyondABoundBreaksTheRuleThatIsNamed() {
        assertThat(broken(batch(
                        event(NOW), event(NOW.plus(Limits.FUTURE_TOLERANCE).plusNanos(1)))))
                .contains("event-in-future");
        assertThat(broken(batch(event(NOW.minus(Limits.EVENT_PAST_TOLERANCE).minusNanos(1)))))
                .contains("event-too-old");
        assertThat(broken(new EventsBatch(1, Collections.nCopies(Limits.EVENTS_PER_BATCH + 1, event(NOW)), List.of())))
                .contains("too-many-events");
        EventGap ahead = new EventGap(NOW, NOW.plusSeconds(3_600), EventGap.ENGINE_LOST, "", 0);
        assertThat(broken(new EventsBatch(1, List.of(), List.of(ahead)))).contains("event-in-future");
    }

    private static Optional<String> broken(EventsBatch batch) {
        return EventRules.broken(batch, NOW).map(StoreResult.Rejected::code);
    }

    private static EventsBatch batch(EngineEvent... events) {
        return new EventsBatch(1, List.of(events), List.of());
    }

    private static EngineEvent event(Instant at) {
        return new EngineEvent(
                at.getEpochSecond() * 1_000_000_000L + at.getNano(),
                "engine.up",
                "",
                "",
                "",
                "",
                "",
                Optional.empty(),
                Map.of());
    }
}
