package io.portreeve.cloud.web.hosts;

import io.portreeve.cloud.fleet.AgentRelease;
import io.portreeve.cloud.fleet.EnrolmentToken;
import io.portreeve.cloud.fleet.boundary.AgentReleases;
import io.portreeve.cloud.platform.PortreeveConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** Turns a token into commands; a bean of its own, since a view's bean may hold proxies only. */
@ApplicationScoped
public class AgentInstructions {
    @Inject
    PortreeveConfig config;

    @Inject
    AgentReleases releases;

    @Inject
    Clock clock;

    AgentCommands commands(EnrolmentToken token) {
        return new AgentCommands(
                config.publicUrl().toString(),
                token.secret(),
                releases.current().map(AgentRelease::sha256));
    }

    /** Until the token expires; negative after that. */
    Duration left(EnrolmentToken token) {
        return Duration.between(clock.instant(), token.expiresAt());
    }
}
