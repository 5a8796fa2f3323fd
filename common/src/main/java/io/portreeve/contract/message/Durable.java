package io.portreeve.contract.message;

/**
 * A message that the agent keeps and sends again until it is answered with {@link Acknowledged} or {@link Refused}.
 * Within one {@link Stream} the sequence numbers of an agent rise, across connections and restarts, by one unless a message
 * had to be given up; the cloud counts a number that it has already stored as stored.
 */
public sealed interface Durable permits Inventory, MetricsBatch, EventsBatch, HostMetrics {
    Stream stream();

    /** Starts at 1. */
    long sequence();
}
