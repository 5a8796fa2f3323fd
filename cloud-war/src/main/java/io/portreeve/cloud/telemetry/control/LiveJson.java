package io.portreeve.cloud.telemetry.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.telemetry.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Live samples as the nodes tell them each other. */
final class LiveJson {
    private static final JsonMapper JSON = new JsonMapper();

    private LiveJson() {}

    static String write(LiveSamples samples) {
        ObjectNode root = JSON.createObjectNode()
                .put("organization", samples.organization().toString())
                .put("host", samples.host().value().toString())
                .put("at", samples.at().toEpochMilli());
        ArrayNode containers = root.putArray("samples");
        for (LatestSample sample : samples.samples()) {
            ObjectNode container =
                    containers.addObject().put("id", sample.id().value().toString());
            sample.values().forEach((metric, value) -> container.put(metric.wireName(), value));
        }
        return root.toString();
    }

    /** Empty if the text is not what {@link #write} makes. */
    static Optional<LiveSamples> read(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            Instant at = Instant.ofEpochMilli(root.path("at").asLong());
            List<LatestSample> samples = new ArrayList<>();
            for (JsonNode container : root.path("samples")) {
                Map<Metric, Double> values = new EnumMap<>(Metric.class);
                for (Metric metric : Metric.values()) {
                    if (container.hasNonNull(metric.wireName())) {
                        values.put(metric, container.get(metric.wireName()).asDouble());
                    }
                }
                samples.add(new LatestSample(new ContainerId(id(container, "id")), at, values));
            }
            return Optional.of(new LiveSamples(
                    new OrganizationId(id(root, "organization")), new HostId(id(root, "host")), at, samples));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static UUID id(JsonNode node, String field) {
        return UUID.fromString(node.path(field).asText());
    }
}
