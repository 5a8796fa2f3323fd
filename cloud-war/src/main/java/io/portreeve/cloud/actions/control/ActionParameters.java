package io.portreeve.cloud.actions.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What an action has besides its kind, as it is kept. */
final class ActionParameters {
    private static final JsonMapper JSON = new JsonMapper();

    private ActionParameters() {}

    /** Null of a kind that has columns of its own. */
    static String write(Operation action) {
        if (action instanceof HostAction ofHost) {
            return HostParameters.write(ofHost);
        }
        ObjectNode node = JSON.createObjectNode();
        if (action instanceof ContainerAction.Remove remove) {
            node.put("force", remove.force()).put("volumes", remove.volumes());
        } else if (action instanceof ContainerAction.Update update) {
            node.put("image", update.image())
                    .put("pull", update.pull())
                    .put("healthDeadlineSeconds", update.healthDeadline().toSeconds());
        } else if (action instanceof ContainerAction.Exec exec) {
            exec.command().forEach(node.putArray("command")::add);
            node.put("deadlineSeconds", exec.deadline().toSeconds());
        } else {
            return null;
        }
        return node.toString();
    }

    static ContainerAction read(ActionKind kind, Duration patience, String signal, String parameters) {
        JsonNode node = parse(parameters);
        return switch (kind) {
            case START -> new ContainerAction.Start();
            case STOP -> new ContainerAction.Stop(patience);
            case RESTART -> new ContainerAction.Restart(patience);
            case KILL -> new ContainerAction.Kill(signal);
            case PAUSE -> new ContainerAction.Pause();
            case UNPAUSE -> new ContainerAction.Unpause();
            case REMOVE ->
                new ContainerAction.Remove(
                        node.path("force").asBoolean(), node.path("volumes").asBoolean());
            case UPDATE ->
                new ContainerAction.Update(
                        node.path("image").asText(),
                        node.path("pull").asBoolean(),
                        Duration.ofSeconds(node.path("healthDeadlineSeconds").asLong()));
            case EXEC ->
                new ContainerAction.Exec(
                        words(node.path("command")),
                        Duration.ofSeconds(node.path("deadlineSeconds").asLong()));
            case PRUNE, PULL -> throw new IllegalStateException(kind + " is not done to a container");
        };
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static JsonNode parse(String text) {
        try {
            return text == null ? JSON.createObjectNode() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what we wrote is JSON", e);
        }
    }
}
