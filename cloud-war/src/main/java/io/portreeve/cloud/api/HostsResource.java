package io.portreeve.cloud.api;

import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.boundary.Hosts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Hosts of the caller's organization. */
@Path("/hosts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Hosts")
public class HostsResource {
    @Inject
    Hosts hosts;

    @GET
    @Operation(operationId = "listHosts", summary = "List all hosts")
    public Page<HostView> list() {
        List<HostView> views = hosts.all().stream().map(HostView::of).toList();
        return new Page<>(views, views.size());
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getHost", summary = "Get a host")
    @APIResponse(responseCode = "200", description = "The host")
    @APIResponse(responseCode = "404", description = "not-found")
    public HostView get(@PathParam("id") String id) {
        return hosts.find(new HostId(Ids.inPath(id))).map(HostView::of).orElseThrow(Problems::notFound);
    }
}
