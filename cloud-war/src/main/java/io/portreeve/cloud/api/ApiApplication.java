package io.portreeve.cloud.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** What the API consists of. */
@ApplicationPath("/api/v1")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Portreeve",
                        version = "1",
                        description =
                                "Hosts, containers, their metrics, events, logs and actions. Every error is application/problem+json"
                                        + " with a stable code; what belongs to another organization does not exist."),
        security = @SecurityRequirement(name = "bearer"))
@SecurityScheme(securitySchemeName = "bearer", type = SecuritySchemeType.HTTP, scheme = "bearer", bearerFormat = "JWT")
public class ApiApplication extends Application {
    /** Jersey registers the container's own JSON only if it is the feature named here. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.jsonFeature", "PortreeveJson");
    }

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                TokenResource.class,
                HostsResource.class,
                HostActionsResource.class,
                ContainersResource.class,
                ServicesResource.class,
                MetricsResource.class,
                EventsResource.class,
                UsageResource.class,
                ActionsResource.class,
                RolloutsResource.class,
                ContainerActionsResource.class,
                ContainerLogsResource.class,
                ContainerLogChoiceResource.class,
                ContainerTailResource.class,
                EnrolmentTokensResource.class,
                ApiTokensResource.class,
                RetentionResource.class,
                JsonProvider.class,
                ProblemMapper.class,
                WebProblemMapper.class,
                FailureMapper.class);
    }
}
