package io.portreeve.cloud.api.health;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.Statement;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Without the database nothing can be done; it must also have been migrated. */
@Readiness
@ApplicationScoped
public class DatabaseReady implements HealthCheck {
    @Inject
    SystemDatabase database;

    @Override
    public HealthCheckResponse call() {
        try {
            boolean migrated = InApplication.call(() -> database.transaction(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows =
                                statement.executeQuery("SELECT to_regclass('portreeve.timer_slots') IS NOT NULL")) {
                    rows.next();
                    return rows.getBoolean(1);
                }
            }));
            return HealthCheckResponse.named("database")
                    .status(migrated)
                    .withData("migrated", migrated)
                    .build();
        } catch (DatabaseException e) {
            return HealthCheckResponse.named("database")
                    .down()
                    .withData("reason", "does not answer")
                    .build();
        }
    }
}
