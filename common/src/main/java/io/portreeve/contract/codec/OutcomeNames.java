package io.portreeve.contract.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.portreeve.contract.action.Outcome;
import java.io.IOException;

/** Outcomes by their wire names. */
final class OutcomeNames extends SimpleModule {
    private static final long serialVersionUID = 1L;

    OutcomeNames() {
        addSerializer(Outcome.class, new Value());
        addDeserializer(Outcome.class, new FromValue());
    }

    private static final class Value extends StdSerializer<Outcome> {
        private static final long serialVersionUID = 1L;

        Value() {
            super(Outcome.class);
        }

        @Override
        public void serialize(Outcome outcome, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(outcome.wireName());
        }
    }

    private static final class FromValue extends StdDeserializer<Outcome> {
        private static final long serialVersionUID = 1L;

        FromValue() {
            super(Outcome.class);
        }

        @Override
        public Outcome deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String name = json.getValueAsString("");
            return Outcome.named(name)
                    .orElseThrow(() -> context.weirdStringException(name, Outcome.class, "no outcome"));
        }
    }
}
