package io.portreeve.cloud.api.health;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.telemetry.boundary.Rollups;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Rollups that lag make long charts slower, not wrong: told, and no reason to take a node out. */
@Readiness
@ApplicationScoped
public class RollupsCurrent implements HealthCheck {
    @Inject
    Rollups rollups;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("rollups").up();
        try {
            InApplication.call(rollups::lag)
                    .map(Duration::toSeconds)
                    .ifPresent(lag -> response.withData("lagSeconds", lag));
        } catch (DatabaseException e) {
            response.withData("lagSeconds", "unknown");
        }
        return response.build();
    }
}
