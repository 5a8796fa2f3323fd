package io.portreeve.cloud.tenancy;

/**
 * How much an organization may use.
 *
 * @param hosts enrolled
 * @param containers that are there, over all hosts
 * @param samplesPerMinute of containers and of hosts, on each node, taken over a while
 * @param logBytesPerDay of the lines of logs that are taken from one midnight to the next, in UTC
 */
public record Quota(int hosts, int containers, int samplesPerMinute, long logBytesPerDay) {
    /** Of every organization for which the database names no other. */
    public static final Quota USUAL = new Quota(5_000, 100_000, 1_000_000, 50_000_000_000L);
}
