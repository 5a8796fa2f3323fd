package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * When a host's list of readings in Redis is to be cut and its end put off: not with each reading, which made half of what
 * Redis has to do. A list that is new to this node is due at once, since it may be new to Redis. For one thread.
 */
final class KeyUpkeep {
    /** A list has so many readings at most beyond those that are wanted. */
    static final int READINGS = 6;

    /** Well below the time that a list lives. */
    static final Duration PAUSE = RecentReadings.EXPIRY.dividedBy(3);

    private static final class State {
        private Instant kept;
        private int readings;
    }

    private final int mostHosts;
    private final Map<HostId, State> states = new HashMap<>();

    KeyUpkeep(int mostHosts) {
        this.mostHosts = mostHosts;
    }

    /** A reading of the host is added now; whether the list is due with it. */
    boolean isDue(HostId host, Instant now) {
        if (states.size() >= mostHosts && !states.containsKey(host)) {
            // hosts that left are forgotten with all others, whose lists are due once more
            states.clear();
        }
        State state = states.computeIfAbsent(host, any -> new State());
        state.readings++;
        if (state.kept != null && state.readings < READINGS && now.isBefore(state.kept.plus(PAUSE))) {
            return false;
        }
        state.kept = now;
        state.readings = 0;
        return true;
    }

    /** Nobody knows what Redis has now. */
    void forget() {
        states.clear();
    }
}
