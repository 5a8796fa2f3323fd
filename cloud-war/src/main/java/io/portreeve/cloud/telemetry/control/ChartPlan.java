package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.tenancy.RetentionTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a chart is read: from which level, in buckets of which width.
 *
 * @param bucket zero: the samples as they are
 */
record ChartPlan(Instant from, Instant to, Level level, Duration bucket, Duration step) {
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final int MOST_POINTS = 2_000;
    /** Samples come a little early or late; up to this many times the points asked for they are not gathered at all. */
    private static final double SLACK = 1.25;
    /** A year has a few days more than a chart has points; they do not come in pairs for that. */
    private static final double ROLLUP_SLACK = 1.05;

    /**
     * Chooses the finest level that is still kept and does not give more than the points asked for.
     *
     * @param spread whether percentiles are wanted, which minutes do not have
     * @param sampleInterval the usual distance of samples
     * @param kept how long the organization keeps what
     * @throws ProblemException {@code request-invalid}
     */
    static ChartPlan of(
            Instant from,
            Instant to,
            int points,
            boolean spread,
            Duration sampleInterval,
            Instant now,
            RetentionTimes kept) {
        check(from, to, points, now);
        long width = width(from, to, points);
        boolean rawKept = !from.isBefore(now.minus(Level.RAW.retention(kept)));
        if (rawKept && width <= sampleInterval.toMillis() * SLACK) {
            return new ChartPlan(from, to, Level.RAW, Duration.ZERO, sampleInterval);
        }
        if (rawKept && width < Level.ONE_MINUTE.bucket().toMillis()) {
            return bucketed(from, to, Level.RAW, Math.max(width, 2 * sampleInterval.toMillis()), 1_000);
        }
        return rollups(from, to, width, spread, now, kept);
    }

    /**
     * The same for what is read once a minute.
     *
     * @throws ProblemException {@code request-invalid}
     */
    static ChartPlan ofMinutes(Instant from, Instant to, int points, Instant now, RetentionTimes kept) {
        check(from, to, points, now);
        return rollups(from, to, width(from, to, points), false, now, kept);
    }

    private static ChartPlan rollups(
            Instant from, Instant to, long width, boolean spread, Instant now, RetentionTimes kept) {
        Level level = level(from, width, spread, now, kept);
        long unit = level.bucket().toMillis();
        return bucketed(from, to, level, Math.max(width, unit), unit);
    }

    private static long width(Instant from, Instant to, int points) {
        long range = Duration.between(from, to).toMillis();
        return Math.max(1, (range + points - 1) / points);
    }

    private static void check(Instant from, Instant to, int points, Instant now) {
        if (!from.isBefore(to)) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "from must lie before to.");
        }
        if (from.isBefore(Instant.EPOCH) || to.isAfter(now.plus(LONGEST))) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "Nothing is measured so far from now.");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "At most 400 days can be asked for at once.");
        }
        if (points < 1 || points > MOST_POINTS) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "points must lie between 1 and 2000.");
        }
    }

    /** The coarsest that is fine enough, or the finest that is still kept. */
    private static Level level(Instant from, long width, boolean spread, Instant now, RetentionTimes kept) {
        Level chosen = Level.ONE_DAY;
        for (Level level : List.of(Level.ONE_HOUR, Level.FIVE_MINUTES, Level.ONE_MINUTE)) {
            boolean isThere = !from.isBefore(now.minus(level.retention(kept))) && (level.isSketched() || !spread);
            if (isThere && chosen.bucket().toMillis() > width) {
                chosen = level;
            }
        }
        return chosen;
    }

    private static ChartPlan bucketed(Instant from, Instant to, Level level, long width, long unit) {
        boolean asKept = level != Level.RAW && width <= unit * ROLLUP_SLACK;
        Duration bucket = Duration.ofMillis(asKept ? unit : (width + unit - 1) / unit * unit);
        return new ChartPlan(from, to, level, bucket, bucket);
    }

    /** The same, but gathered in any case: several hosts never read at the same moments. */
    ChartPlan gathered(Duration sampleInterval) {
        return gathers() ? this : bucketed(from, to, level, 2 * sampleInterval.toMillis(), 1_000);
    }

    boolean gathers() {
        return !bucket.isZero();
    }

    /** Start of the bucket that holds an instant; buckets are aligned to the epoch. */
    Instant bucketOf(Instant instant) {
        long width = bucket.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), width) * width);
    }
}
