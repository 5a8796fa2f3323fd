package io.portreeve.agent.spool;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Records in memory while the disk refuses, oldest first. For one thread. */
final class Held {
    private final int mostRecords;
    private final long mostBytes;
    private final Set<Entry> entries = new LinkedHashSet<>();
    private long bytes;

    Held(int mostRecords, long mostBytes) {
        this.mostRecords = mostRecords;
        this.mostBytes = mostBytes;
    }

    void add(Entry entry, byte[] payload) {
        entry.hold(payload);
        entries.add(entry);
        bytes += payload.length;
    }

    void remove(Entry entry) {
        if (entries.remove(entry)) {
            bytes -= entry.payloadBytes();
        }
    }

    /** What has to go because there is too much: the oldest readings first. */
    Optional<Entry> surplus() {
        if (entries.size() <= 1 || (entries.size() <= mostRecords && bytes <= mostBytes)) {
            return Optional.empty();
        }
        return entries.stream()
                .filter(Entry::isReading)
                .findFirst()
                .or(() -> entries.stream().findFirst());
    }

    Entry oldest() {
        return entries.iterator().next();
    }

    int size() {
        return entries.size();
    }
}
