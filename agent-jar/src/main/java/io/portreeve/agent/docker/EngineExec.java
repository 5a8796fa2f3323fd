package io.portreeve.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.contract.action.ActionOutput;
import io.portreeve.contract.action.ContainerAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A command within a container: made, started, listened to, and looked at when it has ended. */
final class EngineExec {
    private static final int CREATED = 201;
    private static final int OK = 200;

    /**
     * What came of it.
     *
     * @param id of the command, by which the engine can be asked; empty if it would not make it
     */
    record Made(EngineAnswer answer, Optional<String> id) {}

    private final SingleRequest single;
    private final ObjectMapper json;

    EngineExec(SingleRequest single, ObjectMapper json) {
        this.single = single;
        this.json = json;
    }

    Made make(String container, ContainerAction.Exec exec) throws IOException {
        ObjectNode body = json.createObjectNode().put("AttachStdout", true).put("AttachStderr", true);
        exec.command().forEach(body.putArray("Cmd")::add);
        return single.send(
                "POST", "/containers/" + container + "/exec", Optional.of(body.toString()), (status, answer) -> {
                    String text = new String(answer.readNBytes(EngineCommand.LONGEST_ANSWER), StandardCharsets.UTF_8);
                    return new Made(
                            new EngineAnswer(status, EngineCommand.message(json, text)),
                            status == CREATED
                                    ? Optional.of(json.readTree(text).path("Id").asText())
                                    : Optional.empty());
                });
    }

    /** Until it ends. */
    EngineAnswer listen(String id, Said said) throws IOException {
        String body =
                json.createObjectNode().put("Detach", false).put("Tty", false).toString();
        return single.send("POST", "/exec/" + id + "/start", Optional.of(body), (status, answer) -> {
            if (status != OK) {
                String text = new String(answer.readNBytes(EngineCommand.LONGEST_ANSWER), StandardCharsets.UTF_8);
                return new EngineAnswer(status, EngineCommand.message(json, text));
            }
            said.read(answer);
            return new EngineAnswer(status, "");
        });
    }

    ActionOutput output(String id, Said said) throws IOException {
        JsonNode state = single.send("GET", "/exec/" + id + "/json", Optional.empty(), (status, answer) -> {
            if (status != OK) {
                throw new IOException("it answered " + status);
            }
            return json.readTree(answer);
        });
        boolean ended =
                !state.path("Running").asBoolean() && state.path("ExitCode").isInt();
        return new ActionOutput(
                said.text(), ended ? Optional.of(state.path("ExitCode").asInt()) : Optional.empty(), said.leftOut());
    }
}
