package io.portreeve.agent.event;

import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import io.portreeve.contract.event.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets through what a container in its right mind has to tell, and counts the rest; so for each container, and for all
 * that is none. That a container began or ended is counted apart, so that no other chatter hides it. Time is the events'
 * own. For one thread at a time.
 */
final class Flood {
    private static final int AT_ONCE = 100;
    private static final int AT_ONCE_OF_OTHERS = 600;
    private static final long NANOS_PER_EVENT = Duration.ofSeconds(2).toNanos();
    private static final long SET_BACK_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int MOST_BUCKETS = 4_096;

    private static final Set<String> BEGINNINGS_AND_ENDS = Set.of(
            EventKind.CONTAINER_START.wireName(),
            EventKind.CONTAINER_DIE.wireName(),
            EventKind.CONTAINER_OOM.wireName(),
            EventKind.CONTAINER_DESTROY.wireName());

    private record Source(String dockerId, boolean beginsOrEnds) {}

    /** What was left out of one source's. */
    private static final class Bucket {
        private final int capacity;
        private double left;
        private long atNanos;
        private long leftOut;
        private long fromNanos;
        private long toNanos;

        Bucket(int capacity, long atNanos) {
            this.capacity = capacity;
            this.left = capacity;
            this.atNanos = atNanos;
        }

        boolean take(long nanos) {
            refill(nanos);
            if (left >= 1) {
                left--;
                return true;
            }
            fromNanos = leftOut == 0 ? nanos : Math.min(fromNanos, nanos);
            toNanos = leftOut == 0 ? nanos : Math.max(toNanos, nanos);
            leftOut++;
            return false;
        }

        void refill(long nanos) {
            left = Math.min(capacity, left + Math.max(0, nanos - atNanos) / (double) NANOS_PER_EVENT);
            // Far before the last one the clock was set back, and the events go on from there.
            atNanos = nanos < atNanos - SET_BACK_NANOS ? nanos : Math.max(atNanos, nanos);
        }
    }

    private final Map<Source, Bucket> buckets = new HashMap<>();

    /** Whether the event is to be told. */
    boolean lets(EngineEvent event) {
        Source source = new Source(event.dockerId(), BEGINNINGS_AND_ENDS.contains(event.kind()));
        if (!buckets.containsKey(source) && buckets.size() >= MOST_BUCKETS) {
            forgetCalm(event.timeNanos());
        }
        return buckets.computeIfAbsent(
                        source,
                        any -> new Bucket(source.dockerId().isEmpty() ? AT_ONCE_OF_OTHERS : AT_ONCE, event.timeNanos()))
                .take(event.timeNanos());
    }

    /** Whether something was left out that no gap has told of. */
    boolean isOpen() {
        return buckets.values().stream().anyMatch(bucket -> bucket.leftOut > 0);
    }

    /** What was left out so far, which is then told. */
    List<EventGap> gaps() {
        List<EventGap> gaps = new ArrayList<>();
        buckets.forEach((source, bucket) -> {
            if (bucket.leftOut > 0) {
                gaps.add(new EventGap(
                        Instant.ofEpochSecond(0, bucket.fromNanos),
                        Instant.ofEpochSecond(0, bucket.toNanos),
                        EventGap.FLOOD,
                        source.dockerId(),
                        bucket.leftOut));
                bucket.leftOut = 0;
            }
        });
        return gaps;
    }

    private void forgetCalm(long nanos) {
        Iterator<Bucket> each = buckets.values().iterator();
        while (each.hasNext()) {
            Bucket bucket = each.next();
            bucket.refill(nanos);
            if (bucket.leftOut == 0 && bucket.left >= bucket.capacity) {
                each.remove();
            }
        }
    }
}
