package io.portreeve.contract.event;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A span of time in which events may have happened that nobody told of. What was found out all the same is told as
 * events that are {@link EngineEvent#DERIVED}. Or, if the reason begins with {@link #READINGS} or {@link #MACHINE}, one
 * in which readings were collected that will never arrive.
 *
 * @param from the last moment known to be complete
 * @param to the first moment known to be complete again; not before {@code from}
 * @param reason a name such as those below, or one of a newer version
 * @param dockerId the container whose events are missing; empty if it may be any
 * @param missed how many are missing; 0 if nobody knows
 */
public record EventGap(Instant from, Instant to, String reason, String dockerId, long missed) {
    /** The agent did not run, and the engine no longer remembers all of the time since. */
    public static final String AGENT_STOPPED = "agent-stopped";

    /** The engine could not be read, and no longer remembers all of the time since. */
    public static final String ENGINE_LOST = "engine-lost";

    /** More happened at once than is taken; what was beyond was counted and dropped. */
    public static final String FLOOD = "flood";

    /** The agent had to drop what the cloud had not taken yet. */
    public static final String DROPPED = "dropped";

    /**
     * Begins the reason why readings of containers are lost, of which {@code missed} tells how many; then comes one of
     * thinned (every other one was given up for want of room), dropped (all of them), expired (the cloud was out of reach
     * for too long), damaged (the disk did not give them back), torn (they were being written when the agent was killed)
     * and refused (the cloud will not have them).
     */
    public static final String READINGS = "readings-";

    /** Begins the reason why readings of the machine are lost, likewise. */
    public static final String MACHINE = "machine-";

    /** Begins the reason why events are lost, likewise. */
    public static final String EVENTS = "events-";

    private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern DOCKER_ID = Pattern.compile("(?:[0-9a-f]{64})?");

    public EventGap {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a gap ends before it begins");
        }
        if (!REASON.matcher(reason).matches()) {
            throw new IllegalArgumentException("reason is not a name of lower-case letters");
        }
        if (!DOCKER_ID.matcher(dockerId).matches()) {
            throw new IllegalArgumentException("dockerId is not 64 hexadecimal digits");
        }
        if (missed < 0) {
            throw new IllegalArgumentException("missed is negative: " + missed);
        }
    }
}
