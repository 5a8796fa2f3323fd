package io.portreeve.agent.spool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Losses that are not written down yet, those of one stream and reason as one. For one thread. */
final class GapLedger {
    private record Key(SpoolStream stream, GapReason reason) {}

    private final Map<Key, Gap> open = new LinkedHashMap<>();
    private long records;

    void lost(Gap gap) {
        open.merge(new Key(gap.stream(), gap.reason()), gap, Gap::and);
        records += gap.records();
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** To be written down; the ledger forgets them. */
    List<Gap> take() {
        List<Gap> gaps = List.copyOf(open.values());
        open.clear();
        return gaps;
    }

    /** Lost since the start. */
    long records() {
        return records;
    }
}
