package io.portreeve.cloud.telemetry;

import io.portreeve.contract.sample.InterfaceCounters;
import java.util.Optional;

/**
 * What went through a network interface.
 *
 * @param total since it was made
 * @param increase within {@link NetworkUse#interval}; empty if there is nothing to compare with
 */
public record InterfaceUse(InterfaceCounters total, Optional<InterfaceCounters> increase) {}
