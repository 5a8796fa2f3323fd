package io.portreeve.benchmarks.fleet;

import java.util.UUID;

/**
 * A simulated host and its agent.
 *
 * @param index from 0 on
 * @param organization index of the organization, from 0 on
 */
public record HostIdentity(int index, int organization, UUID organizationId, UUID hostId, UUID agentId) {}
