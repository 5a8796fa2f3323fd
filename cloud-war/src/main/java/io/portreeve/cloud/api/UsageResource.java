package io.portreeve.cloud.api;

import io.portreeve.cloud.telemetry.boundary.Usages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the caller's organization may use, uses and is refused. */
@Path("/usage")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Usage")
public class UsageResource {
    @Inject
    Usages usages;

    @GET
    @Operation(operationId = "getUsage", summary = "Get quotas, what is used of them, and what was refused")
    public UsageView get() {
        return UsageView.of(usages.current());
    }
}
