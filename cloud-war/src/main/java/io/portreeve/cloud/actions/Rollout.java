package io.portreeve.cloud.actions;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A release that is given to the agents of an organization, a few hosts first and the others in waves.
 *
 * @param version that is rolled out
 * @param pace how many at once
 * @param reason why it stopped; else empty
 * @param endedAt absent while it goes on
 * @param hosts in the order in which they are asked; at most {@value #MOST_HOSTS}
 */
public record Rollout(
        RolloutId id,
        String version,
        Pace pace,
        State state,
        String reason,
        Requester requester,
        Instant requestedAt,
        Optional<Instant> endedAt,
        List<RolloutHost> hosts) {
    /** Most hosts of one; the others are for the next. */
    public static final int MOST_HOSTS = 5_000;

    public Rollout {
        hosts = List.copyOf(hosts);
    }

    /** Where it stands. */
    public enum State {
        RUNNING,
        /** Every host was asked or left out. */
        FINISHED,
        /** By itself, since a host went back or did not return. */
        STOPPED,
        CANCELLED;

        /** As in the database and the API. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state of that name. */
        public static State named(String wireName) {
            return Arrays.stream(values())
                    .filter(state -> state.wireName().equals(wireName))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * How many hosts are asked at once.
     *
     * @param first until so many were replaced, no more than that are asked
     * @param wave afterwards
     */
    public record Pace(int first, int wave) {
        /** Most of either. */
        public static final int MOST = 100;

        public Pace {
            if (first < 1 || first > MOST || wave < 1 || wave > MOST) {
                throw new IllegalArgumentException("first and wave are not within 1 and " + MOST);
            }
        }
    }

    public boolean isRunning() {
        return state == State.RUNNING;
    }

    /** How many hosts stand so. */
    public long count(RolloutHost.State wanted) {
        return hosts.stream().filter(host -> host.state() == wanted).count();
    }
}
