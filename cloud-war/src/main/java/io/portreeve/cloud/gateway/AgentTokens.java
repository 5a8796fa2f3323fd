package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.boundary.AgentAuthentication;
import io.portreeve.cloud.platform.AgentTokenCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Answers the authentication mechanism, which may not know of agents. */
@ApplicationScoped
public class AgentTokens implements AgentTokenCheck {
    @Inject
    private AgentAuthentication authentication;

    @Override
    public Optional<String> principalName(String token) {
        return authentication.authenticate(token).map(AgentPrincipal::name);
    }
}
