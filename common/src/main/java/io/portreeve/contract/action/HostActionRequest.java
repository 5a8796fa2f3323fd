package io.portreeve.contract.action;

import java.time.Duration;
import java.util.UUID;

/**
 * An action on a host that somebody asked for.
 *
 * @param id as of {@link ActionRequest}
 * @param timeLeft likewise
 */
public record HostActionRequest(UUID id, HostAction action, Duration timeLeft) {}
