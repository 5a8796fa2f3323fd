package io.portreeve.agent.spool;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every record that waits for the cloud, by stream and in order. */
final class Index {
    private final Map<SpoolStream, NavigableMap<Long, Entry>> entries = new EnumMap<>(SpoolStream.class);

    Index() {
        for (SpoolStream stream : SpoolStream.values()) {
            entries.put(stream, new TreeMap<>());
        }
    }

    void add(Entry entry) {
        of(entry.stream()).put(entry.ordinal(), entry);
    }

    /** False if it was not there. */
    boolean remove(Entry entry) {
        return of(entry.stream()).remove(entry.ordinal(), entry);
    }

    boolean contains(SpoolStream stream, long ordinal) {
        return of(stream).containsKey(ordinal);
    }

    Optional<Entry> at(SpoolStream stream, long ordinal) {
        return Optional.ofNullable(of(stream).get(ordinal));
    }

    Optional<Entry> after(SpoolStream stream, long ordinal) {
        return Optional.ofNullable(of(stream).higherEntry(ordinal)).map(Map.Entry::getValue);
    }

    Optional<Entry> last(SpoolStream stream) {
        return Optional.ofNullable(of(stream).lastEntry()).map(Map.Entry::getValue);
    }

    List<Entry> upTo(SpoolStream stream, long ordinal) {
        return List.copyOf(of(stream).headMap(ordinal, true).values());
    }

    Collection<Entry> all(SpoolStream stream) {
        return of(stream).values();
    }

    Stream<Entry> all() {
        return entries.values().stream().flatMap(stream -> stream.values().stream());
    }

    int size() {
        return entries.values().stream().mapToInt(Map::size).sum();
    }

    private NavigableMap<Long, Entry> of(SpoolStream stream) {
        return entries.get(stream);
    }
}
