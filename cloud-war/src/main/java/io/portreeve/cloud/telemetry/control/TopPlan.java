package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.tenancy.RetentionTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** From which level on containers are compared: so that there are some buckets, and no more than about a hundred. */
record TopPlan(Instant from, Instant to, Level level) {
    private static final Duration LONGEST = Duration.ofDays(93);

    /** The longest span of each level, from fine to coarse. */
    private record Reach(Level level, Duration longest) {}

    private static final List<Reach> REACHES = List.of(
            new Reach(Level.RAW, Duration.ofMinutes(6)),
            new Reach(Level.FIVE_MINUTES, Duration.ofHours(4)),
            new Reach(Level.ONE_HOUR, Duration.ofDays(4)),
            new Reach(Level.ONE_DAY, LONGEST));

    /**
     * Begins where a bucket begins.
     *
     * @throws ProblemException {@code request-invalid}
     */
    static TopPlan of(Instant from, Instant to, Instant now, RetentionTimes kept) {
        if (!from.isBefore(to)) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "from must lie before to.");
        }
        boolean isNear = !from.isBefore(now.minus(Level.ONE_DAY.retention(kept))) && !to.isAfter(now.plus(LONGEST));
        if (!isNear || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new ProblemException(
                    ProblemCode.REQUEST_INVALID, "At most 93 days can be compared, of what is still kept.");
        }
        Duration span = Duration.between(from, to);
        Level level = REACHES.stream()
                .filter(reach -> span.compareTo(reach.longest()) <= 0)
                .map(Reach::level)
                .filter(each -> !from.isBefore(now.minus(each.retention(kept))))
                .findFirst()
                .orElse(Level.ONE_DAY);
        return new TopPlan(level == Level.RAW ? from : RollupStore.floor(from, level), to, level);
    }
}
