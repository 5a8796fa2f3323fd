package io.portreeve.cloud.fleet;

import io.portreeve.cloud.platform.OrganizationId;
import java.time.Instant;

/** A host came or went. */
public record PresenceChange(OrganizationId organization, HostId host, Presence presence, Instant at) {}
