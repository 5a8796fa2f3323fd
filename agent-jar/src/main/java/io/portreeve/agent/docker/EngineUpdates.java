package io.portreeve.agent.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.contract.protocol.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * What it takes to put a container of another image in a container's place. Each call is sent once; what the engine
 * refuses is an answer, and without an answer there is an {@link EngineException}.
 */
public final class EngineUpdates {
    private static final Duration SLOWEST = Duration.ofSeconds(60);
    private static final int NOT_FOUND = 404;
    private static final int CREATED = 201;
    private static final int OK = 200;

    /** Runs a call under a deadline. */
    interface Asking {
        <T> T ask(Duration within, Callable<T> call);
    }

    /**
     * What came of making one.
     *
     * @param id empty if the engine refused
     */
    public record Made(EngineAnswer answer, Optional<String> id) {}

    private final SingleRequest single;
    private final ObjectMapper json;
    private final Asking asking;

    EngineUpdates(SingleRequest single, ObjectMapper json, Asking asking) {
        this.single = single;
        this.json = json;
        this.asking = asking;
    }

    /** Has the registry asked for it; the answer is the last thing that was said. */
    public EngineAnswer pull(String image) {
        return asking.ask(
                Limits.PULL_DEADLINE,
                () -> single.send(
                        "POST",
                        "/images/create?fromImage=" + encoded(image) + tag(image),
                        Optional.empty(),
                        this::pulled));
    }

    /** The id of what the host has by that name; empty if it has nothing. */
    public Optional<String> image(String name) {
        return read("/images/" + encoded(name) + "/json")
                .map(image -> image.path("Id").asText());
    }

    /** Why the container cannot be made again; empty if it can, or is gone. */
    public Optional<String> obstacle(String id) {
        return read("/containers/" + id + "/json").map(Recreation::new).flatMap(Recreation::obstacle);
    }

    /** Its id, if there is a container of that name. */
    public Optional<String> named(String name) {
        return read("/containers/" + encoded(name) + "/json")
                .filter(container -> container.path("Name").asText().equals('/' + name))
                .map(container -> container.path("Id").asText());
    }

    /** What it is called now; empty if it is gone. */
    public Optional<String> nameOf(String id) {
        return read("/containers/" + id + "/json").map(container -> new Recreation(container).name());
    }

    /** Makes another like it, of another image and by another name, connected as it is; does not start it. */
    public Made makeLike(String id, String image, String name) {
        Optional<JsonNode> container = read("/containers/" + id + "/json");
        if (container.isEmpty()) {
            return new Made(new EngineAnswer(NOT_FOUND, "there is no such container"), Optional.empty());
        }
        Recreation recreation = new Recreation(container.get());
        Optional<JsonNode> oldImage =
                read("/images/" + container.get().path("Image").asText() + "/json");
        String body = recreation.body(image, oldImage).toString();
        Made made = call("POST", "/containers/create?name=" + encoded(name), Optional.of(body), (status, answer) -> {
            String text = text(answer);
            return new Made(
                    new EngineAnswer(status, EngineCommand.message(json, text)),
                    status == CREATED
                            ? Optional.of(json.readTree(text).path("Id").asText())
                            : Optional.empty());
        });
        if (made.id().isEmpty()) {
            return made;
        }
        EngineAnswer connected = connect(made.id().get(), recreation);
        return new Made(connected.isDone() ? made.answer() : connected, made.id());
    }

    /** As patiently as the container was made to be stopped. */
    public EngineAnswer stop(String id) {
        return asking.ask(
                Limits.ACTION_PATIENCE.plus(SLOWEST),
                () -> single.send("POST", "/containers/" + id + "/stop", Optional.empty(), this::answer));
    }

    public EngineAnswer rename(String id, String name) {
        return command("POST", "/containers/" + id + "/rename?name=" + encoded(name), Optional.empty());
    }

    private EngineAnswer connect(String id, Recreation recreation) {
        EngineAnswer last = new EngineAnswer(OK, "");
        for (Map.Entry<String, ObjectNode> network : recreation.otherNetworks().entrySet()) {
            String body = network.getValue().put("Container", id).toString();
            last = command("POST", "/networks/" + encoded(network.getKey()) + "/connect", Optional.of(body));
            if (!last.isDone()) {
                return last;
            }
        }
        return last;
    }

    private EngineAnswer command(String method, String path, Optional<String> body) {
        return call(method, path, body, this::answer);
    }

    private EngineAnswer answer(int status, InputStream body) throws IOException {
        return new EngineAnswer(status, EngineCommand.message(json, text(body)));
    }

    private Optional<JsonNode> read(String path) {
        return call("GET", path, Optional.empty(), (status, body) -> {
            if (status == NOT_FOUND) {
                return Optional.empty();
            }
            if (status != OK) {
                throw new IOException("it answered " + status + ": " + EngineCommand.message(json, text(body)));
            }
            return Optional.of(json.readTree(body));
        });
    }

    private <T> T call(String method, String path, Optional<String> body, SingleRequest.Reader<T> reader) {
        return asking.ask(SLOWEST, () -> single.send(method, path, body, reader));
    }

    private EngineAnswer pulled(int status, InputStream body) throws IOException {
        if (status != OK) {
            return new EngineAnswer(status, EngineCommand.message(json, text(body)));
        }
        String last = "";
        try (MappingIterator<JsonNode> lines = json.readerFor(JsonNode.class).readValues(body)) {
            while (lines.hasNextValue()) {
                JsonNode line = lines.nextValue();
                if (line.has("error")) {
                    return new EngineAnswer(
                            NOT_FOUND, EngineCommand.oneLine(line.path("error").asText()));
                }
                last = line.path("status").asText(last);
            }
        } catch (JsonProcessingException e) {
            return new EngineAnswer(status, "");
        }
        return new EngineAnswer(status, EngineCommand.oneLine(last));
    }

    /** Without a tag the engine would fetch all there are. */
    private static String tag(String image) {
        boolean isExact = image.contains("@") || image.indexOf(':', image.lastIndexOf('/') + 1) >= 0;
        return isExact ? "" : "&tag=latest";
    }

    private static String text(InputStream body) throws IOException {
        return new String(body.readNBytes(EngineCommand.LONGEST_ANSWER), StandardCharsets.UTF_8);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("%2F", "/")
                .replace("%3A", ":")
                .replace("%40", "@");
    }
}
