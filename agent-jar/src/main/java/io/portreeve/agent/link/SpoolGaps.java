package io.portreeve.agent.link;

import io.portreeve.agent.spool.Gap;
import io.portreeve.agent.spool.Spool;
import io.portreeve.agent.spool.SpoolStream;
import io.portreeve.agent.spool.Spooled;
import io.portreeve.contract.event.EventGap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the spool had to give up, as the gaps that the cloud knows. */
final class SpoolGaps {
    private SpoolGaps() {}

    /** Those that were not taken yet, of one kind and reason as one; whoever takes them sees to it that they are told. */
    static List<EventGap> take(Spool spool) {
        Map<String, Gap> gaps = new LinkedHashMap<>();
        long last = 0;
        Optional<Spooled> each = spool.next(SpoolStream.GAPS, last);
        if (each.isEmpty()) {
            return List.of();
        }
        while (each.isPresent()) {
            last = each.get().sequence();
            Gap.of(each.get().payload()).ifPresent(gap -> gaps.merge(reason(gap), gap, Gap::and));
            each = spool.next(SpoolStream.GAPS, last);
        }
        spool.acknowledge(SpoolStream.GAPS, last);
        return gaps.entrySet().stream()
                .map(gap -> new EventGap(
                        gap.getValue().from(),
                        gap.getValue().to(),
                        gap.getKey(),
                        "",
                        gap.getValue().items()))
                .toList();
    }

    private static String reason(Gap gap) {
        String what = switch (gap.stream()) {
            case METRICS, READINGS -> EventGap.READINGS;
            case MACHINE -> EventGap.MACHINE;
            case EVENTS, GAPS -> EventGap.EVENTS;
        };
        return what
                + switch (gap.reason()) {
                    case THINNED -> "thinned";
                    case DROPPED_FULL -> "dropped";
                    case EXPIRED -> "expired";
                    case CORRUPT -> "damaged";
                    case TORN_TAIL -> "torn";
                    case REFUSED -> "refused";
                };
    }
}
