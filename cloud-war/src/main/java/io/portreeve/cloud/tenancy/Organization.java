package io.portreeve.cloud.tenancy;

import io.portreeve.cloud.platform.OrganizationId;
import java.time.Instant;

/** Whoever the service works for. */
public record Organization(OrganizationId id, String name, Instant createdAt) {}
