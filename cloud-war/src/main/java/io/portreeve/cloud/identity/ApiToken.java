package io.portreeve.cloud.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * What lets a program read for long.
 *
 * @param name chosen by whoever made it
 * @param owner display name of the member that it belongs to
 * @param lastUsedAt to the minute; empty if never
 */
public record ApiToken(ApiTokenId id, String name, String owner, Instant createdAt, Optional<Instant> lastUsedAt) {}
