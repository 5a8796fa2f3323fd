package io.portreeve.cloud.actions.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Steps of an action, as they are kept. */
final class StepsJson {
    private static final JsonMapper JSON = new JsonMapper();

    private StepsJson() {}

    /** Null of none. */
    static String write(List<ActionStep> steps) {
        if (steps.isEmpty()) {
            return null;
        }
        ArrayNode array = JSON.createArrayNode();
        for (ActionStep step : steps) {
            ObjectNode node = array.addObject()
                    .put("what", ConditionJson.storable(step.what()))
                    .put("id", ConditionJson.storable(step.id()))
                    .put("name", ConditionJson.storable(step.name()))
                    .put("mark", ConditionJson.storable(step.mark()))
                    .put("outcome", step.outcome().wireName())
                    .put("answer", ConditionJson.storable(step.answer()));
            step.bytes().ifPresent(bytes -> node.put("bytes", bytes));
        }
        return array.toString();
    }

    /** None of null. */
    static List<ActionStep> read(String text) {
        if (text == null) {
            return List.of();
        }
        try {
            List<ActionStep> steps = new ArrayList<>();
            for (JsonNode node : JSON.readTree(text)) {
                steps.add(new ActionStep(
                        node.path("what").asText(),
                        node.path("id").asText(),
                        node.path("name").asText(),
                        node.path("mark").asText(),
                        node.has("bytes") ? OptionalLong.of(node.path("bytes").asLong()) : OptionalLong.empty(),
                        StepOutcome.named(node.path("outcome").asText()).orElseThrow(),
                        node.path("answer").asText()));
            }
            return steps;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what we wrote is JSON", e);
        }
    }
}
