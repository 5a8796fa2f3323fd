package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.IngestResult.Rejected;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far from now a sample may lie. */
public final class SampleTimes {
    /** Older than this, a sample may lie in what is rolled up already. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private SampleTimes() {}

    public static Optional<Rejected> refusal(MetricsBatch batch, Instant now) {
        if (batch.readAt().isAfter(now.plus(Limits.FUTURE_TOLERANCE))) {
            return Optional.of(new Rejected(
                    batch.sequence(),
                    "sample-in-future",
                    "Samples may lie " + Limits.FUTURE_TOLERANCE.toMinutes() + " min ahead; check the host's clock."));
        }
        if (batch.readAt().isBefore(now.minus(Limits.PAST_TOLERANCE))) {
            return Optional.of(new Rejected(
                    batch.sequence(),
                    "sample-too-old",
                    "Samples are taken for " + Limits.PAST_TOLERANCE.toHours() + " h."));
        }
        return Optional.empty();
    }

    public static boolean isLate(Instant readAt, Instant now) {
        return readAt.isBefore(now.minus(LATE));
    }
}
