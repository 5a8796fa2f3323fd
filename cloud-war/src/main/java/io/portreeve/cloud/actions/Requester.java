package io.portreeve.cloud.actions;

import java.util.UUID;

/**
 * Who asks.
 *
 * @param user id of a member of the organization in scope
 * @param name as it was then
 */
public record Requester(UUID user, String name) {}
