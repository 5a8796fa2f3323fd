package io.portreeve.cloud.api.health;

import io.portreeve.cloud.platform.boundary.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Without Redis a node still takes samples in and serves the API: it stays ready, and says what is missing. */
@Readiness
@ApplicationScoped
public class RedisDegrades implements HealthCheck {
    @Inject
    Redis redis;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("redis")
                .up()
                .withData("available", redis.available())
                .build();
    }
}
