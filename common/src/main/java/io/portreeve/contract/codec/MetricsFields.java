package io.portreeve.contract.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.sample.Metric;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What stands in a message with metrics, before it is known to form one. */
final class MetricsFields {
    private final FlatColumns flat = new FlatColumns();
    private final PackedColumns packed = new PackedColumns();
    private OptionalLong sequence = OptionalLong.empty();
    private OptionalLong readAt = OptionalLong.empty();
    private OptionalLong interval = OptionalLong.empty();
    private boolean extra;
    private long[] packedReadAt;
    private long[] packedInterval;

    private MetricsFields() {}

    /** Reads to the end of the object; the parser stands at its start or at its first field. */
    static MetricsFields read(JsonParser json) throws IOException {
        MetricsFields fields = new MetricsFields();
        if (json.currentToken() == JsonToken.START_OBJECT) {
            json.nextToken();
        }
        while (json.currentToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            fields.field(name, json);
            json.nextToken();
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw JsonMappingException.from(json, "not an object");
        }
        return fields;
    }

    MetricsBatch batch() {
        long number = required(sequence, "sequence");
        if (packedReadAt == null) {
            return new MetricsBatch(number, List.of(), List.of(live().reading()));
        }
        if (packedInterval == null) {
            throw new IllegalArgumentException("no interval");
        }
        return packed.batch(number, packedReadAt, packedInterval);
    }

    LiveMetrics live() {
        return new LiveMetrics(flat.reading(required(readAt, "readAt"), required(interval, "interval")), extra);
    }

    private void field(String name, JsonParser json) throws IOException {
        switch (name) {
            case "sequence" -> sequence = OptionalLong.of(JsonValues.whole(json));
            case "readAt" -> {
                if (json.currentToken() == JsonToken.START_ARRAY) {
                    packedReadAt = PackedColumns.readAlong(json);
                } else {
                    readAt = OptionalLong.of(JsonValues.whole(json));
                }
            }
            case "interval" -> {
                if (json.currentToken() == JsonToken.START_ARRAY) {
                    packedInterval = PackedColumns.readAlong(json);
                } else {
                    interval = OptionalLong.of(JsonValues.whole(json));
                }
            }
            case "extra" -> extra = JsonValues.truth(json);
            case "container" -> flat.readNumbers(json);
            case "containers" -> packed.readContainers(json);
            default -> column(Metric.named(name), json);
        }
    }

    private void column(Optional<Metric> metric, JsonParser json) throws IOException {
        if (metric.isEmpty()) {
            json.skipChildren();
            return;
        }
        JsonValues.requireArray(json);
        if (packedReadAt == null) {
            flat.read(metric.get(), json);
        } else {
            json.nextToken();
            packed.read(metric.get(), packedReadAt.length, json);
        }
    }

    private static long required(OptionalLong value, String name) {
        return value.orElseThrow(() -> new IllegalArgumentException("no " + name));
    }
}
