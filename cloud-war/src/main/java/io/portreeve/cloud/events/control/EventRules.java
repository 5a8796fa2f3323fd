package io.portreeve.cloud.events.control;

import io.portreeve.cloud.fleet.StoreResult;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What a batch must keep to be taken. */
public final class EventRules {
    private EventRules() {}

    /** The rule that it breaks, if it does. */
    public static Optional<StoreResult.Rejected> broken(EventsBatch batch, Instant now) {
        if (Math.max(batch.events().size(), batch.gaps().size()) > Limits.EVENTS_PER_BATCH) {
            return Optional.of(new StoreResult.Rejected(
                    "too-many-events", "A batch may have " + Limits.EVENTS_PER_BATCH + " events and as many gaps."));
        }
        Instant latest = now.plus(Limits.FUTURE_TOLERANCE);
        if (moments(batch).anyMatch(at -> at.isAfter(latest))) {
            return Optional.of(
                    new StoreResult.Rejected("event-in-future", "The events are ahead of the cloud's clock."));
        }
        Instant earliest = now.minus(Limits.EVENT_PAST_TOLERANCE);
        if (moments(batch).anyMatch(at -> at.isBefore(earliest))) {
            return Optional.of(new StoreResult.Rejected("event-too-old", "The events are older than is still taken."));
        }
        return Optional.empty();
    }

    private static Stream<Instant> moments(EventsBatch batch) {
        return Stream.concat(
                batch.events().stream().map(event -> event.at()),
                batch.gaps().stream().map(gap -> gap.to()));
    }
}
