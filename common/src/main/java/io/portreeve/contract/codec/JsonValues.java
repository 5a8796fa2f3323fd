package io.portreeve.contract.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;

/** Numbers as they stand in a message; anything else is malformed. */
final class JsonValues {
    private JsonValues() {}

    static void requireArray(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw JsonMappingException.from(json, "no array");
        }
    }

    static double number(JsonParser json) throws IOException {
        requireNumber(json);
        return json.getDoubleValue();
    }

    static long whole(JsonParser json) throws IOException {
        requireNumber(json);
        return json.getLongValue();
    }

    static int wholeInt(JsonParser json) throws IOException {
        requireNumber(json);
        return json.getIntValue();
    }

    static boolean truth(JsonParser json) throws IOException {
        if (!json.currentToken().isBoolean()) {
            throw JsonMappingException.from(json, "neither true nor false");
        }
        return json.getBooleanValue();
    }

    /** A size to grow an array to, which ends at the most that may be. */
    static int grown(int size, int most) {
        if (size >= most) {
            throw new IllegalArgumentException("more than " + most);
        }
        return Math.min(most, size * 2);
    }

    private static void requireNumber(JsonParser json) throws IOException {
        if (!json.currentToken().isNumeric()) {
            throw JsonMappingException.from(json, "no number");
        }
    }
}
