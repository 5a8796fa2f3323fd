package io.portreeve.cloud.telemetry.control;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.telemetry.Metric;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Live samples as the nodes tell them each other: in columns, with null for what could not be measured. */
final class LiveJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double LARGEST_WHOLE = 1e15;

    private LiveJson() {}

    static String write(LiveSamples samples) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("organization", samples.organization().toString());
            json.writeStringField("host", samples.host().value().toString());
            json.writeNumberField("at", samples.at().toEpochMilli());
            json.writeArrayFieldStart("ids");
            for (LatestSample sample : samples.samples()) {
                json.writeString(sample.id().value().toString());
            }
            json.writeEndArray();
            for (Metric metric : Metric.values()) {
                json.writeArrayFieldStart(metric.wireName());
                for (LatestSample sample : samples.samples()) {
                    write(sample.values().get(metric), json);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Double value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE) {
            json.writeNumber(value.longValue());
        } else {
            json.writeNumber(value);
        }
    }

    /** Empty if the text is not what {@link #write} makes. */
    static Optional<LiveSamples> read(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            Instant at = Instant.ofEpochMilli(root.path("at").asLong());
            JsonNode ids = root.path("ids");
            List<LatestSample> samples = new ArrayList<>();
            for (int index = 0; index < ids.size(); index++) {
                Map<Metric, Double> values = new EnumMap<>(Metric.class);
                for (Metric metric : Metric.values()) {
                    JsonNode value = root.path(metric.wireName()).path(index);
                    if (value.isNumber()) {
                        values.put(metric, value.asDouble());
                    }
                }
                samples.add(new LatestSample(
                        new ContainerId(UUID.fromString(ids.get(index).asText())), at, values));
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
