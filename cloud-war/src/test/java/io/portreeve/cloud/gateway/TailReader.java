package io.portreeve.cloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Reads a stream about a log on a thread of its own. */
final class TailReader implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final InputStream body;
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<String> states = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final AtomicLong missed = new AtomicLong();

    TailReader(HttpResponse<InputStream> answer) {
        this(answer.body());
    }

    TailReader(InputStream body) {
        this.body = body;
        Thread thread = new Thread(this::read, "tail-reader");
        thread.setDaemon(true);
        thread.start();
    }

    /** Each line after the name of its stream. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    List<String> states() {
        return List.copyOf(states);
    }

    long missed() {
        return missed.get();
    }

    void await(Callable<Boolean> condition) {
        Awaitility.await().until(condition);
    }

    void awaitEnd(String reason) {
        Awaitility.await().until(() -> ends.equals(List.of(reason)));
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    happened(name, JSON.readTree(line.substring("data: ".length())));
                }
            }
        } catch (IOException e) {
            ends.add("broken");
        }
    }

    private void happened(String name, JsonNode data) {
        switch (name) {
            case "lines" -> {
                missed.addAndGet(data.get("missed").asLong());
                data.get("lines")
                        .forEach(line -> texts.add(line.get("stream").asText() + " "
                                + line.get("text").asText()));
            }
            case "state" -> states.add(data.get("state").asText());
            case "end" -> ends.add(data.get("reason").asText());
            case "beat" -> {}
            default -> throw new AssertionError(name);
        }
    }
}
