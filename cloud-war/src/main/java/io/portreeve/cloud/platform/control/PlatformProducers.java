package io.portreeve.cloud.platform.control;

import io.portreeve.cloud.platform.PortreeveConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;

@ApplicationScoped
class PlatformProducers {

    @Produces
    @Singleton
    PortreeveConfig config() {
        return ConfigSourceReader.read(ConfigProvider.getConfig());
    }

    @Produces
    @Dependent
    Clock clock() {
        return Clock.systemUTC();
    }
}
