package io.portreeve.agent.link;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * How far this host's clock is ahead of the cloud's, by heartbeats and their answers: the cloud read its clock halfway
 * between. For one thread.
 */
final class ClockSkew {
    private static final Logger LOG = Logger.getLogger(ClockSkew.class.getName());
    private static final Duration WORTH_TELLING = Duration.ofMillis(500);
    private static final Duration TOO_FAR = Duration.ofSeconds(2);
    private static final Duration SLOWEST = Duration.ofSeconds(5);

    private Optional<Duration> told = Optional.empty();
    private Duration rough = Duration.ZERO;
    private long askedMillis;
    private long askedNanos;
    private boolean isOff;

    /** The cloud tells its time, which was on its way for long, perhaps. */
    void welcomed(Instant cloudTime, Instant now) {
        Duration skew = Duration.between(cloudTime, now);
        rough = skew.abs().compareTo(SLOWEST) > 0 ? skew : Duration.ZERO;
        // The clock may have been set while there was no connection.
        told = told.filter(before -> before.minus(skew).abs().compareTo(SLOWEST) <= 0);
    }

    void asked(Instant sentAt, long nanos) {
        askedMillis = sentAt.toEpochMilli();
        askedNanos = nanos;
    }

    /** An answer came; one that is none to the last question, or was long on its way, says nothing. */
    void answered(Instant question, Instant cloudTime, long nanos) {
        Duration way = Duration.ofNanos(nanos - askedNanos);
        if (question.toEpochMilli() != askedMillis || way.compareTo(SLOWEST) > 0) {
            return;
        }
        Duration skew =
                Duration.between(cloudTime, Instant.ofEpochMilli(askedMillis).plus(way.dividedBy(2)));
        if (told.filter(before -> before.minus(skew).abs().compareTo(WORTH_TELLING) < 0)
                .isEmpty()) {
            told = Optional.of(Duration.ofMillis(skew.toMillis()));
        }
        report(skew);
    }

    /** As it is worth telling: the same until it has changed by half a second. */
    Optional<Duration> told() {
        return told;
    }

    /** As well as it is known by now. */
    Duration known() {
        return told.orElse(rough);
    }

    private void report(Duration skew) {
        boolean off = skew.abs().compareTo(TOO_FAR) > 0;
        if (off != isOff) {
            isOff = off;
            if (off) {
                LOG.warning(() -> "this host's clock is " + skew.abs().toMillis() + " ms "
                        + (skew.isNegative() ? "behind" : "ahead of") + " the cloud's");
            } else {
                LOG.info("this host's clock agrees with the cloud's again");
            }
        }
    }
}
