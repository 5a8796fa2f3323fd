package io.portreeve.cloud.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.portreeve.cloud.telemetry.Column;
import java.io.IOException;
import java.util.List;

/**
 * Whole numbers as they are, others with seven digits: more are not stored, and digits that mean nothing would make most of
 * an answer, and of the time that it takes.
 */
final class ColumnJson extends JsonSerializer<Column> {
    private static final double LARGEST_WHOLE = 1e15;

    @Override
    public void serialize(Column column, JsonGenerator json, SerializerProvider serializers) throws IOException {
        json.writeStartObject();
        put(json, "avg", column.avg());
        put(json, "min", column.min());
        put(json, "max", column.max());
        json.writeEndObject();
    }

    private static void put(JsonGenerator json, String name, List<Double> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (Double value : values) {
            if (value == null || !Double.isFinite(value)) {
                json.writeNull();
            } else if (value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE) {
                json.writeNumber(value.longValue());
            } else {
                json.writeNumber(value.floatValue());
            }
        }
        json.writeEndArray();
    }
}
