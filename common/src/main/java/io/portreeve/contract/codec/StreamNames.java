package io.portreeve.contract.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.portreeve.contract.message.Stream;
import java.io.IOException;

/** Streams by their wire names, as values and as keys. */
final class StreamNames extends SimpleModule {
    private static final long serialVersionUID = 1L;

    StreamNames() {
        addSerializer(Stream.class, new Value());
        addKeySerializer(Stream.class, new Key());
        addDeserializer(Stream.class, new FromValue());
        addKeyDeserializer(Stream.class, new FromKey());
    }

    private static final class Value extends StdSerializer<Stream> {
        private static final long serialVersionUID = 1L;

        Value() {
            super(Stream.class);
        }

        @Override
        public void serialize(Stream stream, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(stream.wireName());
        }
    }

    private static final class Key extends StdSerializer<Stream> {
        private static final long serialVersionUID = 1L;

        Key() {
            super(Stream.class);
        }

        @Override
        public void serialize(Stream stream, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeFieldName(stream.wireName());
        }
    }

    private static final class FromValue extends StdDeserializer<Stream> {
        private static final long serialVersionUID = 1L;

        FromValue() {
            super(Stream.class);
        }

        @Override
        public Stream deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String name = json.getValueAsString("");
            return Stream.named(name).orElseThrow(() -> context.weirdStringException(name, Stream.class, "no stream"));
        }
    }

    private static final class FromKey extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws IOException {
            return Stream.named(key).orElseThrow(() -> context.weirdKeyException(Stream.class, key, "no stream"));
        }
    }
}
