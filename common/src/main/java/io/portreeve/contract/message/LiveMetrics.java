package io.portreeve.contract.message;

import io.portreeve.contract.sample.HostReading;

/**
 * The newest values, sent at once and never again: neither numbered nor acknowledged nor kept as history. Only for a
 * cloud that understands {@link io.portreeve.contract.protocol.Capability#TWO_STREAMS}.
 *
 * @param reading numbers as the connection's inventory declared them; samples of other numbers are passed over
 */
public record LiveMetrics(HostReading reading) implements AgentMessage {}
