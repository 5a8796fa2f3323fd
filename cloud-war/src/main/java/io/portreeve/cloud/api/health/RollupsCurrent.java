package io.portreeve.cloud.api.health;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.boundary.MachineRollups;
import io.portreeve.cloud.telemetry.boundary.Rollups;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

    @Inject
    MachineRollups machines;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("rollups").up();
        try {
            InApplication.call(rollups::lags).forEach((level, lag) -> {
                response.withData("lagSeconds." + level, lag.toSeconds());
                if (level.equals(Level.FIVE_MINUTES.wireName())) {
                    response.withData("lagSeconds", lag.toSeconds());
                }
            });
            InApplication.call(machines::lags)
                    .forEach((level, lag) -> response.withData("lagSeconds.machines." + level, lag.toSeconds()));
        } catch (DatabaseException e) {
            response.withData("lagSeconds", "unknown");
        }
        return response.build();
    }
}
