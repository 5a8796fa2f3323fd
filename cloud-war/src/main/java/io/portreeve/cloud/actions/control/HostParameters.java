package io.portreeve.cloud.actions.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.ProjectVerb;
import io.portreeve.contract.action.PruneItem;
import io.portreeve.contract.action.PruneKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What an action on a host has besides its kind, as it is kept. */
final class HostParameters {
    private static final JsonMapper JSON = new JsonMapper();

    private HostParameters() {}

    static String write(HostAction action) {
        ObjectNode node = JSON.createObjectNode();
        if (action instanceof HostAction.PrunePlan plan) {
            plan.kinds().forEach(kind -> node.withArray("kinds").add(kind.wireName()));
        } else if (action instanceof HostAction.Prune prune) {
            ArrayNode items = node.putArray("items");
            prune.items()
                    .forEach(item -> items.addObject()
                            .put("kind", item.kind().wireName())
                            .put("id", item.id())
                            .put("mark", item.mark()));
        } else if (action instanceof HostAction.Project project) {
            node.put("project", ConditionJson.storable(project.project()))
                    .put("graceSeconds", project.grace().toSeconds());
        }
        if (action instanceof HostAction.UpdateAgent update) {
            node.put("release", update.release());
        }
        return node.toString();
    }

    static HostAction read(String kind, String parameters) {
        try {
            JsonNode node = JSON.readTree(parameters);
            return switch (kind) {
                case HostAction.PLAN -> new HostAction.PrunePlan(kinds(node.path("kinds")));
                case HostAction.PRUNE -> new HostAction.Prune(items(node.path("items")));
                case HostAction.UPDATE_AGENT ->
                    new HostAction.UpdateAgent(node.path("release").asText());
                default ->
                    new HostAction.Project(
                            node.path("project").asText(),
                            ProjectVerb.named(kind).orElseThrow(),
                            Duration.ofSeconds(node.path("graceSeconds").asLong()));
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what we wrote is JSON", e);
        }
    }

    private static Set<PruneKind> kinds(JsonNode array) {
        Set<PruneKind> kinds = EnumSet.noneOf(PruneKind.class);
        array.forEach(name -> kinds.add(PruneKind.named(name.asText()).orElseThrow()));
        return kinds;
    }

    private static List<PruneItem> items(JsonNode array) {
        List<PruneItem> items = new ArrayList<>();
        array.forEach(item -> items.add(new PruneItem(
                PruneKind.named(item.path("kind").asText()).orElseThrow(),
                item.path("id").asText(),
                item.path("mark").asText())));
        return items;
    }
}
