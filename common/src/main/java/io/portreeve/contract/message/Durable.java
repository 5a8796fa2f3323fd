package io.portreeve.contract.message;

/**
 * A message that the agent keeps and sends again until it is answered with {@link Acknowledged} or {@link Refused}.
 * Within one {@link Stream} the sequence numbers of an agent rise, across connections and restarts, though not always by
 * one: a message may have been given up, or hold several records. The cloud counts a number that it has stored as stored.
 */
public sealed interface Durable permits Inventory, MetricsBatch, EventsBatch, HostMetrics, LogsBatch {
    Stream stream();

    /** Starts at 1. */
    long sequence();
}
