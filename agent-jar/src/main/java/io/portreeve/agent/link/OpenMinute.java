package io.portreeve.agent.link;

import io.portreeve.agent.collect.Reading;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The readings of a minute that is not over. Each agent's minutes begin at another second, lest all send at once. For one
 * thread.
 */
final class OpenMinute {
    private final Duration offset;
    private final List<Reading> readings = new ArrayList<>();
    private int samples;

    /**
     * A minute without readings.
     *
     * @param offset by which it begins before the clock's
     */
    OpenMinute(Duration offset) {
        this.offset = offset;
    }

    /** Whether the reading belongs to the same batch as those here. */
    boolean takes(Reading reading) {
        if (readings.isEmpty()) {
            return true;
        }
        Instant last = millis(readings.get(readings.size() - 1).readAt());
        return readings.size() < Limits.READINGS_PER_BATCH
                && samples + reading.samples().size() <= Limits.SAMPLES_PER_BATCH
                && millis(reading.readAt()).isAfter(last)
                && minute(reading.readAt()).equals(minute(last));
    }

    void add(Reading reading) {
        readings.add(reading);
        samples += reading.samples().size();
    }

    /** Whether no other reading may come. */
    boolean isFull() {
        return readings.size() == Limits.READINGS_PER_BATCH;
    }

    boolean isOverAt(Instant now) {
        return !readings.isEmpty() && !minute(now).equals(minute(readings.get(0).readAt()));
    }

    List<Reading> readings() {
        return readings;
    }

    /** Gives them away and begins anew. */
    List<Reading> take() {
        List<Reading> taken = List.copyOf(readings);
        readings.clear();
        samples = 0;
        return taken;
    }

    private static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    private Instant minute(Instant instant) {
        return instant.plus(offset).truncatedTo(ChronoUnit.MINUTES);
    }
}
