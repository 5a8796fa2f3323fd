package io.portreeve.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an engine keeps on its disks: seen as a whole, and done away with one by one, never by force. */
public final class EngineStock {
    private static final Duration SLOWEST = Duration.ofSeconds(60);
    private static final Duration COUNTING = Duration.ofMinutes(2);
    private static final Pattern CACHE_ID = Pattern.compile("[A-Za-z0-9]{1,64}");
    private static final int OK = 200;

    /** As it is read it takes several times as much of a small heap. */
    private static final int LARGEST_LIST = 1024 * 1024;

    private final SingleRequest single;
    private final ObjectMapper json;
    private final EngineUpdates.Asking asking;

    EngineStock(SingleRequest single, ObjectMapper json, EngineUpdates.Asking asking) {
        this.single = single;
        this.json = json;
        this.asking = asking;
    }

    /** All there is; an engine counts its disks for it, which may take a while. */
    public HostUsage usage() {
        return UsageJson.read(read("/system/df", COUNTING), networks(Optional.empty()));
    }

    /** The containers and networks of a compose project. */
    public HostUsage ofProject(String project) {
        String label = json.createObjectNode()
                .set("label", json.createArrayNode().add("com.docker.compose.project=" + project))
                .toString();
        JsonNode containers = read("/containers/json?all=1&filters=" + EngineUpdates.encoded(label), SLOWEST);
        return UsageJson.read(json.createObjectNode().set("Containers", containers), networks(Optional.of(label)));
    }

    /**
     * Takes a name from an image, and the image itself away with its last one.
     *
     * @param reference a name, or the id of an image without one
     */
    public EngineAnswer removeImage(String reference) {
        return send("DELETE", "/images/" + EngineUpdates.encoded(reference) + "?force=false&noprune=true");
    }

    public EngineAnswer removeVolume(String name) {
        return send("DELETE", "/volumes/" + EngineUpdates.encoded(name) + "?force=false");
    }

    public EngineAnswer removeNetwork(String id) {
        return send("DELETE", "/networks/" + EngineUpdates.encoded(id));
    }

    /** The engine has no word for one; it says which went. */
    public EngineAnswer removeCache(String id) {
        if (!CACHE_ID.matcher(id).matches()) {
            return new EngineAnswer(400, "that is no id of a build cache");
        }
        String filters = json.createObjectNode()
                .set("id", json.createArrayNode().add('^' + id + '$'))
                .toString();
        return asking.ask(
                SLOWEST,
                () -> single.send(
                        "POST",
                        "/build/prune?all=true&filters=" + EngineUpdates.encoded(filters),
                        Optional.empty(),
                        (status, body) -> {
                            String text = text(body);
                            boolean went = status == OK && text.contains(id);
                            return status == OK && !went
                                    ? new EngineAnswer(409, "the engine keeps it")
                                    : new EngineAnswer(status, status == OK ? "" : EngineCommand.message(json, text));
                        }));
    }

    private JsonNode networks(Optional<String> filters) {
        return read(
                "/networks"
                        + filters.map(text -> "?filters=" + EngineUpdates.encoded(text))
                                .orElse(""),
                SLOWEST);
    }

    private JsonNode read(String path, Duration within) {
        return asking.ask(
                within,
                () -> single.send("GET", path, Optional.empty(), (status, body) -> {
                    if (status != OK) {
                        throw new IOException("it answered " + status + ": " + EngineCommand.message(json, text(body)));
                    }
                    byte[] list = body.readNBytes(LARGEST_LIST + 1);
                    if (list.length > LARGEST_LIST) {
                        throw new IOException("it lists more than " + LARGEST_LIST + " bytes: too much to go through");
                    }
                    return json.readTree(list);
                }));
    }

    private EngineAnswer send(String method, String path) {
        return asking.ask(
                SLOWEST,
                () -> single.send(
                        method,
                        path,
                        Optional.empty(),
                        (status, body) -> new EngineAnswer(status, EngineCommand.message(json, text(body)))));
    }

    private static String text(InputStream body) throws IOException {
        return new String(body.readNBytes(EngineCommand.LONGEST_ANSWER), StandardCharsets.UTF_8);
    }
}
