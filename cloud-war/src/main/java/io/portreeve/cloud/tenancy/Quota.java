package io.portreeve.cloud.tenancy;

/**
 * How much an organization may use.
 *
 * @param hosts enrolled
 * @param containers that are there, over all hosts
 * @param samplesPerMinute of containers, on each node, taken over a while
 */
public record Quota(int hosts, int containers, int samplesPerMinute) {
    /** Of every organization for which the database names no other. */
    public static final Quota USUAL = new Quota(5_000, 100_000, 1_000_000);
}
