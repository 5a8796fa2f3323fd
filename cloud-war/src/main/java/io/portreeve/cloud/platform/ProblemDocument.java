package io.portreeve.cloud.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** A problem as {@code application/problem+json} (RFC 9457), with the stable code as an extension. */
public final class ProblemDocument {
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonMapper JSON = new JsonMapper();

    private ProblemDocument() {}

    /** The members of the document, in order. */
    public static Map<String, Object> of(ProblemCode code, String detail) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", code.title());
        members.put("status", code.status());
        members.put("code", code.code());
        members.put("detail", detail);
        return members;
    }

    public static String json(ProblemCode code, String detail) {
        try {
            return JSON.writeValueAsString(of(code, detail));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and a number are always JSON", e);
        }
    }
}
