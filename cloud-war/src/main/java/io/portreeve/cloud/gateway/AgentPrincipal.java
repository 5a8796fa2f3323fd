package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import java.util.Optional;
import java.util.UUID;

/** An authenticated agent as the name of a principal, since the container may wrap a principal of our own. */
final class AgentPrincipal {
    private static final String KIND = "agent";

    private AgentPrincipal() {}

    static String name(AuthenticatedAgent agent) {
        return String.join(
                "/",
                KIND,
                agent.organization().toString(),
                agent.host().toString(),
                agent.agent().toString());
    }

    /** Empty if the name is that of somebody else. */
    static Optional<AuthenticatedAgent> parse(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length != 4 || !KIND.equals(parts[0])) {
            return Optional.empty();
        }
        return Optional.of(new AuthenticatedAgent(
                new OrganizationId(UUID.fromString(parts[1])),
                new HostId(UUID.fromString(parts[2])),
                new AgentId(UUID.fromString(parts[3]))));
    }
}
