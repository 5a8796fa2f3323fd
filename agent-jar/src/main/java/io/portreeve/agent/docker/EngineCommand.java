package io.portreeve.agent.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portreeve.contract.action.ContainerAction;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Actions as requests of the engine's API: sent raw and once, which the library cannot. */
final class EngineCommand {
    private static final Duration SLOWEST = Duration.ofSeconds(60);
    private static final int LONGEST_ANSWER = 16 * 1024;
    private static final int LONGEST_MESSAGE = 500;

    private EngineCommand() {}

    /** How long the engine may take, a container that does not want to end included. */
    static Duration deadline(ContainerAction action, Duration ofCalls) {
        Duration own = ofCalls.compareTo(SLOWEST) > 0 ? ofCalls : SLOWEST;
        return own.plus(patience(action));
    }

    static EngineAnswer send(SingleRequest single, ObjectMapper json, String id, ContainerAction action)
            throws IOException {
        return single.send(
                "POST",
                "/containers/" + id + "/" + action.kind().wireName() + query(action),
                Optional.empty(),
                (status, body) -> new EngineAnswer(status, message(json, body)));
    }

    private static String query(ContainerAction action) {
        if (action instanceof ContainerAction.Kill kill) {
            return "?signal=" + URLEncoder.encode(kill.signal(), StandardCharsets.UTF_8);
        }
        boolean patient = action instanceof ContainerAction.Stop || action instanceof ContainerAction.Restart;
        return patient ? "?t=" + patience(action).toSeconds() : "";
    }

    private static Duration patience(ContainerAction action) {
        if (action instanceof ContainerAction.Stop stop) {
            return stop.patience();
        }
        return action instanceof ContainerAction.Restart restart ? restart.patience() : Duration.ZERO;
    }

    private static String message(ObjectMapper json, InputStream body) throws IOException {
        String text = new String(body.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
        String said = text;
        try {
            said = text.isBlank() ? "" : json.readTree(text).path("message").asText(text);
        } catch (JsonProcessingException e) {
            said = text;
        }
        String line = said.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) : line;
    }
}
