package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.platform.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many samples each organization may still send on this node: what it does not use it may use later, up to the
 * {@link #BACKLOG}, since agents that were cut off send what they kept at once. Any thread may ask.
 */
public final class SampleAllowance {
    /** What agents keep of a long loss of the connection is let in within what this much time allows. */
    static final Duration BACKLOG = Duration.ofMinutes(60);

    private static final int MOST_ORGANIZATIONS = 100_000;

    private record Left(double samples, Instant at) {}

    private final Map<OrganizationId, Left> left = new HashMap<>();

    /** Takes so many at once, or none of them. */
    public synchronized boolean take(OrganizationId organization, int samples, int perMinute, Instant now) {
        double most = (double) perMinute * BACKLOG.toMinutes();
        Left before = left.getOrDefault(organization, new Left(most, now));
        double minutes = Math.max(0, Duration.between(before.at(), now).toMillis() / 60_000.0);
        double there = Math.min(most, before.samples() + minutes * perMinute);
        boolean enough = samples <= there;
        if (left.size() >= MOST_ORGANIZATIONS) {
            // the longest way to one's limit begins anew for all, which nobody can bring about alone
            left.clear();
        }
        left.put(organization, new Left(enough ? there - samples : there, now));
        return enough;
    }

    /** What was taken was not stored, and may come again. */
    public synchronized void giveBack(OrganizationId organization, int samples) {
        left.computeIfPresent(organization, (any, now) -> new Left(now.samples() + samples, now.at()));
    }
}
