package io.portreeve.agent.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portreeve.contract.action.ContainerAction;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Actions as requests of the engine's API: sent raw and once, which the library cannot. */
final class EngineCommand {
    private static final Duration SLOWEST = Duration.ofSeconds(60);
    static final int LONGEST_ANSWER = 16 * 1024;
    private static final int LONGEST_MESSAGE = 500;

    private EngineCommand() {}

    /** How long the engine may take, a container that does not want to end included. */
    static Duration deadline(ContainerAction action, Duration ofCalls) {
        Duration own = ofCalls.compareTo(SLOWEST) > 0 ? ofCalls : SLOWEST;
        return own.plus(action.patience());
    }

    static EngineAnswer send(SingleRequest single, ObjectMapper json, String id, ContainerAction action)
            throws IOException {
        boolean isRemoval = action instanceof ContainerAction.Remove;
        return single.send(
                isRemoval ? "DELETE" : "POST",
                "/containers/" + id + (isRemoval ? "" : "/" + action.kind().wireName()) + query(action),
                Optional.empty(),
                (status, body) -> new EngineAnswer(
                        status, message(json, new String(body.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8))));
    }

    private static String query(ContainerAction action) {
        if (action instanceof ContainerAction.Kill kill) {
            return "?signal=" + URLEncoder.encode(kill.signal(), StandardCharsets.UTF_8);
        }
        if (action instanceof ContainerAction.Remove remove) {
            return "?force=" + remove.force() + "&v=" + remove.volumes();
        }
        boolean patient = action instanceof ContainerAction.Stop || action instanceof ContainerAction.Restart;
        return patient ? "?t=" + action.patience().toSeconds() : "";
    }

    /** What an answer's body says to people, in one line. */
    static String message(ObjectMapper json, String body) {
        try {
            return oneLine(
                    body.isBlank() ? "" : json.readTree(body).path("message").asText(""));
        } catch (JsonProcessingException e) {
            return oneLine(body);
        }
    }

    static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) : line;
    }
}
