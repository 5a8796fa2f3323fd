package io.portreeve.cloud.tenancy;

import java.time.Duration;
import java.util.List;

/**
 * How long what was measured is kept, by level; each at least as long as the one before it. Samples outlive the latest
 * that may still come, and what a level is rolled up from outlives the day that it may be rolled up again.
 */
public record RetentionTimes(Duration samples, Duration minutes, Duration fiveMinutes, Duration hours, Duration days) {
    /** What is kept unless an organization says otherwise. */
    public static final RetentionTimes DEFAULT = new RetentionTimes(
            Duration.ofDays(2),
            Duration.ofDays(7),
            Duration.ofDays(30),
            Duration.ofDays(180),
            Duration.ofDays(3 * 365));

    public RetentionTimes {
        between("samples", samples, Duration.ofHours(36), Duration.ofDays(7));
        between("minutes", minutes, Duration.ofDays(2), Duration.ofDays(31));
        between("fiveMinutes", fiveMinutes, Duration.ofDays(3), Duration.ofDays(90));
        between("hours", hours, Duration.ofDays(7), Duration.ofDays(730));
        between("days", days, Duration.ofDays(31), Duration.ofDays(3650));
        List<Duration> ordered = List.of(samples, minutes, fiveMinutes, hours, days);
        for (int index = 1; index < ordered.size(); index++) {
            if (ordered.get(index).compareTo(ordered.get(index - 1)) < 0) {
                throw new IllegalArgumentException("What is coarser is kept at least as long as what is finer.");
            }
        }
    }

    /** The longer one of each. */
    public RetentionTimes longest(RetentionTimes other) {
        return new RetentionTimes(
                longer(samples, other.samples),
                longer(minutes, other.minutes),
                longer(fiveMinutes, other.fiveMinutes),
                longer(hours, other.hours),
                longer(days, other.days));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static void between(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    name + " are kept " + least.toHours() + " to " + most.toHours() + " hours.");
        }
        if (!value.equals(Duration.ofHours(value.toHours()))) {
            throw new IllegalArgumentException(name + " are kept whole hours.");
        }
    }
}
