package io.portreeve.agent.spool;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A file of records, and how much of it is still wanted. */
final class Segment {
    static final String SUFFIX = ".segment";

    private final long number;
    private final Path path;
    private int thinnings;
    private long bytes;
    private final Set<Entry> wanted = new LinkedHashSet<>();
    private int readings;
    private long liveBytes;

    Segment(Path directory, SegmentHead head) {
        number = head.number();
        thinnings = head.thinnings();
        path = path(directory, number);
        bytes = SegmentHead.BYTES;
    }

    static Path path(Path directory, long number) {
        return directory.resolve(String.format("%016x%s", number, SUFFIX));
    }

    long number() {
        return number;
    }

    Path path() {
        return path;
    }

    int thinnings() {
        return thinnings;
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return bytes == SegmentHead.BYTES;
    }

    /** In the order in which they were written. */
    List<Entry> wanted() {
        return List.copyOf(wanted);
    }

    int readings() {
        return readings;
    }

    boolean isDead() {
        return wanted.isEmpty();
    }

    boolean isMostlyDead() {
        return liveBytes <= (bytes - SegmentHead.BYTES) / 2;
    }

    /** As it was found. */
    void found(long size) {
        bytes = size;
    }

    void rewritten(int nowThinnings) {
        thinnings = nowThinnings;
        bytes = SegmentHead.BYTES;
        wanted.clear();
        readings = 0;
        liveBytes = 0;
    }

    void appended(int size) {
        bytes += size;
    }

    void wants(Entry entry) {
        wanted.add(entry);
        readings += entry.isReading() ? 1 : 0;
        liveBytes += entry.bytes();
    }

    void wantsNoMore(Entry entry) {
        wanted.remove(entry);
        readings -= entry.isReading() ? 1 : 0;
        liveBytes -= entry.bytes();
    }
}
