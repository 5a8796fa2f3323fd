package io.portreeve.cloud.fleet.boundary;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Whether a connection comes from the agent that it names. */
@ApplicationScoped
public class AgentAuthentication {
    /** Empty if the token is malformed, forged, too old, too new, used before, or its agent unknown or revoked. */
    public Optional<AuthenticatedAgent> authenticate(String token) {
        return Optional.empty();
    }
}
