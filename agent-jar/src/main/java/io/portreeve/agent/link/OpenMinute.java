package io.portreeve.agent.link;

import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The readings of a minute that is not over. Each agent's minutes begin at another second, lest all send at once. For one
 * thread.
 */
final class OpenMinute {
    /**
     * A reading that is in the spool, too.
     *
     * @param number under which it is there
     */
    record Kept(NamedReading reading, long number) {}

    private final Duration offset;
    private final List<Kept> readings = new ArrayList<>();
    private final Set<String> named = new HashSet<>();
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
    boolean takes(NamedReading reading) {
        if (readings.isEmpty()) {
            return true;
        }
        Instant last = readAt(readings.get(readings.size() - 1).reading());
        return readings.size() < Limits.READINGS_PER_BATCH
                && samples + reading.reading().samples().size() <= Limits.SAMPLES_PER_BATCH
                && readAt(reading).isAfter(last)
                && minute(readAt(reading)).equals(minute(last));
    }

    void add(Kept kept) {
        readings.add(kept);
        kept.reading().containers().forEach(container -> named.add(container.dockerId()));
        samples += kept.reading().reading().samples().size();
    }

    /** Whether one of the readings here names the container. */
    boolean names(ContainerFacts container) {
        return named.contains(container.dockerId());
    }

    /** Whether no other reading may come. */
    boolean isFull() {
        return readings.size() == Limits.READINGS_PER_BATCH;
    }

    boolean isOverAt(Instant now) {
        return !readings.isEmpty()
                && !minute(now).equals(minute(readAt(readings.get(0).reading())));
    }

    List<Kept> readings() {
        return readings;
    }

    /** Gives them away and begins anew. */
    List<Kept> take() {
        List<Kept> taken = List.copyOf(readings);
        readings.clear();
        named.clear();
        samples = 0;
        return taken;
    }

    private static Instant readAt(NamedReading reading) {
        return reading.reading().readAt().truncatedTo(ChronoUnit.MILLIS);
    }

    private Instant minute(Instant instant) {
        return instant.plus(offset).truncatedTo(ChronoUnit.MINUTES);
    }
}
