package io.portreeve.cloud.logs.control;

import io.portreeve.cloud.fleet.StoreResult;
import io.portreeve.contract.message.LogsBatch;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What a batch must keep to be taken. */
public final class LogRules {
    private LogRules() {}

    /** The rule that it breaks, if it does, where lines are kept for as long as that. */
    public static Optional<StoreResult.Rejected> broken(LogsBatch batch, Instant now, Duration retention) {
        Instant latest = now.plus(Limits.FUTURE_TOLERANCE);
        if (moments(batch).anyMatch(at -> at.isAfter(latest))) {
            return Optional.of(new StoreResult.Rejected("log-in-future", "The lines are ahead of the cloud's clock."));
        }
        boolean isShort = retention.compareTo(Limits.LOG_PAST_TOLERANCE) < 0;
        Instant earliest = now.minus(isShort ? retention : Limits.LOG_PAST_TOLERANCE);
        if (moments(batch).anyMatch(at -> at.isBefore(earliest))) {
            return Optional.of(new StoreResult.Rejected("log-too-old", "The lines are older than is still taken."));
        }
        return Optional.empty();
    }

    private static Stream<Instant> moments(LogsBatch batch) {
        return batch.containers().stream()
                .flatMap(log -> Stream.concat(
                        log.lines().stream().map(line -> Instant.ofEpochSecond(0, line.timeNanos())),
                        log.gaps().stream().map(gap -> gap.to())));
    }
}
