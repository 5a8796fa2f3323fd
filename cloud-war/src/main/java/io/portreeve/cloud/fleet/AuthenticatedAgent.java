package io.portreeve.cloud.fleet;

import io.portreeve.cloud.platform.OrganizationId;

/** An agent that proved its identity, with the organization and host that it speaks for. */
public record AuthenticatedAgent(OrganizationId organization, HostId host, AgentId agent) {}
