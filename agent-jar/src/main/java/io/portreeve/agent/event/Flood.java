package io.portreeve.agent.event;

import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Lets through what a container in its right mind has to tell, and counts the rest; so for each container, and for all
 * that is none. Time is the events' own. For one thread at a time.
 */
final class Flood {
    private static final int AT_ONCE = 100;
    private static final int AT_ONCE_OF_OTHERS = 600;
    private static final long NANOS_PER_EVENT = Duration.ofSeconds(2).toNanos();
    private static final int MOST_BUCKETS = 4_096;

    /** What was left out of one container's. */
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
            atNanos = Math.max(atNanos, nanos);
        }
    }

    private final Map<String, Bucket> buckets = new HashMap<>();

    /** Whether the event is to be told. */
    boolean lets(EngineEvent event) {
        String whose = event.dockerId();
        if (!buckets.containsKey(whose) && buckets.size() >= MOST_BUCKETS) {
            forgetCalm(event.timeNanos());
        }
        return buckets.computeIfAbsent(
                        whose, id -> new Bucket(id.isEmpty() ? AT_ONCE_OF_OTHERS : AT_ONCE, event.timeNanos()))
                .take(event.timeNanos());
    }

    /** Whether something was left out that no gap has told of. */
    boolean isOpen() {
        return buckets.values().stream().anyMatch(bucket -> bucket.leftOut > 0);
    }

    /** What was left out so far, which is then told. */
    List<EventGap> gaps() {
        List<EventGap> gaps = new ArrayList<>();
        buckets.forEach((id, bucket) -> {
            if (bucket.leftOut > 0) {
                gaps.add(new EventGap(
                        Instant.ofEpochSecond(0, bucket.fromNanos),
                        Instant.ofEpochSecond(0, bucket.toNanos),
                        EventGap.FLOOD,
                        id,
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
