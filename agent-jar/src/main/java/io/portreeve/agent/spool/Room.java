package io.portreeve.agent.spool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes room on disk when the bound is hit: takes out what is not wanted any more, then every second reading of the
 * oldest stretch that is not thinner than the next, then the oldest readings, then the oldest of the rest.
 */
final class Room {
    private static final int MOST_THINNINGS = 5;

    /** Is told what is given up, before it is. */
    interface Losses {
        void about(List<Entry> given, GapReason reason) throws IOException;

        void unreadable(List<Entry> entries);
    }

    private final SpoolBounds bounds;
    private final Segments segments;
    private final Index index;
    private final Losses losses;

    Room(SpoolBounds bounds, Segments segments, Index index, Losses losses) {
        this.bounds = bounds;
        this.segments = segments;
        this.index = index;
        this.losses = losses;
    }

    void make(int bytes) throws IOException {
        boolean gained = true;
        while (gained && segments.bytes() + bytes > bounds.roomBytes()) {
            gained = compact()
                    || thin()
                    || drop(Entry::isReading)
                    || drop(entry -> entry.stream() != SpoolStream.GAPS)
                    || drop(entry -> true);
        }
    }

    private boolean compact() throws IOException {
        Optional<Segment> wasteful = segments.all().stream()
                .filter(segment -> !segments.isActive(segment) && segment.isMostlyDead())
                .findFirst();
        if (wasteful.isPresent()) {
            rewrite(wasteful.get(), wasteful.get().wanted(), wasteful.get().thinnings());
        }
        return wasteful.isPresent();
    }

    private boolean thin() throws IOException {
        List<Segment> oldestFirst = List.copyOf(segments.all());
        for (int i = 0; i < oldestFirst.size(); i++) {
            Segment segment = oldestFirst.get(i);
            int next = i + 1 < oldestFirst.size() ? oldestFirst.get(i + 1).thinnings() : 0;
            if (segment.readings() > 1 && segment.thinnings() <= next && segment.thinnings() < MOST_THINNINGS) {
                thin(segment);
                return true;
            }
        }
        return false;
    }

    private void thin(Segment segment) throws IOException {
        List<Entry> kept = new ArrayList<>();
        List<Entry> given = new ArrayList<>();
        boolean keep = true;
        for (Entry entry : segment.wanted()) {
            if (entry.isReading()) {
                (keep ? kept : given).add(entry);
                keep = !keep;
            } else {
                kept.add(entry);
            }
        }
        give(segment, given, kept, GapReason.THINNED, segment.thinnings() + 1);
    }

    private boolean drop(Predicate<Entry> which) throws IOException {
        for (Segment segment : segments.all()) {
            List<Entry> wanted = segment.wanted();
            List<Entry> given = wanted.stream().filter(which).toList();
            if (!given.isEmpty()) {
                List<Entry> kept = wanted.stream().filter(which.negate()).toList();
                give(segment, given, kept, GapReason.DROPPED_FULL, segment.thinnings());
                return true;
            }
        }
        return false;
    }

    private void give(Segment segment, List<Entry> given, List<Entry> kept, GapReason reason, int thinnings)
            throws IOException {
        if (segments.isActive(segment)) {
            // or else the loss would be written down in what is about to be replaced
            segments.closeNewest();
        }
        losses.about(given, reason);
        rewrite(segment, kept, thinnings);
        given.forEach(index::remove);
    }

    private void rewrite(Segment segment, List<Entry> kept, int thinnings) throws IOException {
        List<Entry> unreadable = segments.rewrite(segment, kept, thinnings);
        unreadable.forEach(index::remove);
        losses.unreadable(unreadable);
    }
}
