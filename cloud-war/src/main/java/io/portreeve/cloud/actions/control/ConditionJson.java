package io.portreeve.cloud.actions.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.contract.action.ContainerCondition;
import java.time.Instant;
import java.util.Optional;

/** How a container was, as it is kept. */
final class ConditionJson {
    private static final JsonMapper JSON = new JsonMapper();

    private ConditionJson() {}

    static String write(ContainerCondition condition) {
        ObjectNode node = JSON.createObjectNode()
                .put("state", storable(condition.state()))
                .put("imageId", storable(condition.imageId()));
        condition.startedAt().ifPresent(at -> node.put("startedAt", at.toEpochMilli()));
        condition.exitCode().ifPresent(code -> node.put("exitCode", code));
        return node.toString();
    }

    /** Empty of null. */
    static Optional<ContainerCondition> read(String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(text);
            return Optional.of(new ContainerCondition(
                    node.path("state").asText(),
                    node.path("imageId").asText(),
                    Optional.of(node.path("startedAt"))
                            .filter(JsonNode::isNumber)
                            .map(at -> Instant.ofEpochMilli(at.asLong())),
                    Optional.of(node.path("exitCode"))
                            .filter(JsonNode::isNumber)
                            .map(JsonNode::asInt)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what we wrote is JSON", e);
        }
    }

    /** PostgreSQL has no NUL, and a foreign word must not make an outcome impossible to store. */
    static String storable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }
}
