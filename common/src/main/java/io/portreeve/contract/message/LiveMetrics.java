package io.portreeve.contract.message;

import io.portreeve.contract.sample.HostReading;

/**
 * The newest values, sent at once and never again: neither numbered nor acknowledged nor kept as history. Only for a
 * cloud that understands {@link io.portreeve.contract.protocol.Capability#TWO_STREAMS}. While nobody watches on a {@link
 * LiveLease}, agents leave further metrics to the history, which has them within a minute.
 *
 * @param reading numbers as the connection's inventory declared them; samples of other numbers are passed over
 * @param extra whether it was read between those that become history, because of a {@link LiveLease}: it holds what
 *     was leased, and not all
 */
public record LiveMetrics(HostReading reading, boolean extra) implements AgentMessage {
    /** A reading that becomes history too. */
    public LiveMetrics(HostReading reading) {
        this(reading, false);
    }
}
