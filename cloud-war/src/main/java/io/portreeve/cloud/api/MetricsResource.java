package io.portreeve.cloud.api;

import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.telemetry.ExpositionText;
import io.portreeve.cloud.telemetry.Ranking;
import io.portreeve.cloud.telemetry.boundary.Exposition;
import io.portreeve.cloud.telemetry.boundary.Top;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Metrics of the caller's whole organization. */
@Path("/metrics")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Metrics")
public class MetricsResource {
    private static final Duration DEFAULT_RANGE = Duration.ofMinutes(5);

    @Inject
    Top top;

    @Inject
    Exposition exposition;

    @Inject
    Clock clock;

    @GET
    @Path("/top")
    @Operation(
            operationId = "listTopContainers",
            summary = "List the containers that used most, the first of them most of all")
    @APIResponse(responseCode = "200", description = "Means over the span; removed containers are among them")
    @APIResponse(responseCode = "400", description = "request-invalid")
    public TopView top(
            @QueryParam("metric") @DefaultValue("cpu") @Parameter(description = "cpu, memory, network or block")
                    String metric,
            @QueryParam("n") @DefaultValue("10") @Parameter(description = "1 to 100") String count,
            @QueryParam("from") @Parameter(description = "ISO 8601 instant; five minutes before to") String from,
            @QueryParam("to") @Parameter(description = "ISO 8601 instant; now") String to) {
        Ranking ranking = Ranking.named(metric)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.REQUEST_INVALID, "metric must be cpu, memory, network or block."));
        Times times = Times.of(from, to, DEFAULT_RANGE, clock.instant());
        return TopView.of(top.containers(ranking, Numbers.whole("n", count), times.from(), times.to()));
    }

    @GET
    @Path("/prometheus")
    @Produces("text/plain; version=0.0.4; charset=utf-8")
    @Operation(
            operationId = "getExposition",
            summary = "Get the newest values of all hosts and containers in Prometheus' text format",
            description = "For a scrape with an API token. What is older than three minutes is left out.")
    @APIResponse(
            responseCode = "200",
            description = "Gauges named portreeve_…",
            content = @Content(mediaType = "text/plain", schema = @Schema(type = SchemaType.STRING)))
    public StreamingOutput prometheus() {
        ExpositionText text = exposition.prometheus();
        return out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            text.writeTo(writer);
            writer.flush();
        };
    }
}
