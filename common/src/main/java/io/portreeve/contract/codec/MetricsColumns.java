package io.portreeve.contract.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.WritableTypeId;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.MetricsBatch;
import java.io.IOException;

/**
 * Metrics in columns, read and written token by token: they are nearly all that agents send. One reading is {@link
 * FlatColumns}, several are {@link PackedColumns}; whether {@code readAt} is a number or an array tells which.
 */
final class MetricsColumns extends SimpleModule {
    private static final long serialVersionUID = 1L;

    MetricsColumns() {
        addSerializer(MetricsBatch.class, new Writer<>(MetricsBatch.class, MetricsColumns::write));
        addSerializer(LiveMetrics.class, new Writer<>(LiveMetrics.class, MetricsColumns::writeLive));
        addDeserializer(MetricsBatch.class, new Reader<>(MetricsBatch.class, MetricsFields::batch));
        addDeserializer(LiveMetrics.class, new Reader<>(LiveMetrics.class, MetricsFields::live));
    }

    private static void write(MetricsBatch batch, JsonGenerator json) throws IOException {
        json.writeNumberField("sequence", batch.sequence());
        if (batch.isPacked()) {
            PackedColumns.write(batch, json);
        } else {
            FlatColumns.write(batch.first(), json);
        }
    }

    private static void writeLive(LiveMetrics live, JsonGenerator json) throws IOException {
        if (live.extra()) {
            json.writeBooleanField("extra", true);
        }
        FlatColumns.write(live.reading(), json);
    }

    @FunctionalInterface
    private interface Fields<T> {
        void write(T message, JsonGenerator json) throws IOException;
    }

    @FunctionalInterface
    private interface Message<T> {
        T of(MetricsFields fields);
    }

    private static final class Writer<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Fields<T> fields;

        Writer(Class<T> type, Fields<T> fields) {
            super(type);
            this.fields = fields;
        }

        @Override
        public void serialize(T message, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            fields.write(message, json);
            json.writeEndObject();
        }

        @Override
        public void serializeWithType(T message, JsonGenerator json, SerializerProvider provider, TypeSerializer types)
                throws IOException {
            WritableTypeId id = types.typeId(message, JsonToken.START_OBJECT);
            types.writeTypePrefix(json, id);
            fields.write(message, json);
            types.writeTypeSuffix(json, id);
        }
    }

    private static final class Reader<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Message<T> message;

        Reader(Class<T> type, Message<T> message) {
            super(type);
            this.message = message;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
                return message.of(MetricsFields.read(json));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw JsonMappingException.from(json, "columns do not form samples: " + e.getMessage(), e);
            }
        }
    }
}
