package io.portreeve.agent.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An engine that makes, names, starts, stops and removes containers, and lets a test die around each of those. */
final class ReplacingEngine implements AutoCloseable {
    /** Something that is to be changed; may block for ever, or answer in the engine's place. */
    interface Change {
        Optional<Integer> around(int number, String what, Runnable engine) throws InterruptedException;
    }

    final Map<String, ObjectNode> containers = new ConcurrentHashMap<>();
    final Map<String, String> images = new ConcurrentHashMap<>();
    final List<String> changes = new CopyOnWriteArrayList<>();
    private final ObjectMapper json = new ObjectMapper();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile String healthOfNew = "";
    private volatile Change change = (number, what, engine) -> {
        engine.run();
        return Optional.empty();
    };

    ReplacingEngine() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    void changing(Change how) {
        change = how;
    }

    void healthOfNew(String word) {
        healthOfNew = word;
    }

    /** A container that runs, of the image by that name as it is now. */
    void running(String id, String name, String image) {
        ObjectNode body = json.createObjectNode().put("Image", image);
        body.putObject("HostConfig").put("NetworkMode", "none");
        body.putArray("Env").add("A=1");
        make(id, name, body);
        start(id);
    }

    /** The names of those that run, and of those that do not with a question mark. */
    List<String> names() {
        return containers.values().stream()
                .map(container -> container.path("Name").asText().substring(1) + (runs(container) ? "" : "?"))
                .sorted()
                .toList();
    }

    String imageOf(String name) {
        return containers.values().stream()
                .filter(container -> container.path("Name").asText().equals('/' + name))
                .findFirst()
                .orElseThrow()
                .path("Image")
                .asText();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        try {
            if (exchange.getRequestMethod().equals("GET")) {
                Optional<ObjectNode> found = read(path.split("/", 3));
                say(
                        exchange,
                        found.isPresent() ? 200 : 404,
                        found.map(ObjectNode::toString).orElse("{}"));
                return;
            }
            JsonNode body = json.readTree(exchange.getRequestBody());
            String what = exchange.getRequestMethod() + " " + path;
            changes.add(what);
            String[] answer = {"{}"};
            int[] status = {204};
            Optional<Integer> instead = change.around(
                    changes.size(),
                    what,
                    () -> status[0] = change(exchange.getRequestMethod(), path, query, body, answer));
            say(exchange, instead.orElse(status[0]), answer[0]);
        } catch (InterruptedException | RuntimeException e) {
            exchange.close();
        }
    }

    private Optional<ObjectNode> read(String[] parts) {
        String name = parts[2].substring(0, parts[2].length() - "/json".length());
        if (parts[1].equals("images")) {
            return Optional.ofNullable(images.getOrDefault(name, images.containsValue(name) ? name : null))
                    .map(id -> {
                        ObjectNode image = json.createObjectNode().put("Id", id);
                        image.putObject("Config").putArray("Env");
                        return image;
                    });
        }
        return find(name);
    }

    private Optional<ObjectNode> find(String idOrName) {
        return Optional.ofNullable(containers.get(idOrName))
                .or(() -> containers.values().stream()
                        .filter(container -> container.path("Name").asText().equals('/' + idOrName))
                        .findFirst());
    }

    private synchronized int change(String method, String path, String query, JsonNode body, String[] answer) {
        String[] parts = path.split("/", 4);
        if (path.equals("/containers/create")) {
            String name = value(query, "name");
            if (find(name).isPresent()) {
                return 409;
            }
            String id = String.format("%064x", containers.size() + 1_000L + changes.size());
            make(id, name, body);
            answer[0] = "{\"Id\":\"" + id + "\"}";
            return 201;
        }
        ObjectNode container = containers.get(parts[2]);
        if (container == null) {
            return 404;
        }
        if (method.equals("DELETE")) {
            containers.remove(parts[2]);
            return 204;
        }
        switch (parts[3]) {
            case "rename" -> {
                if (find(value(query, "name")).isPresent()) {
                    return 409;
                }
                container.put("Name", '/' + value(query, "name"));
            }
            case "stop" ->
                ((ObjectNode) container.path("State")).put("Status", "exited").put("Pid", 0);
            default -> start(parts[2]);
        }
        return 204;
    }

    private void make(String id, String name, JsonNode body) {
        ObjectNode container = json.createObjectNode()
                .put("Id", id)
                .put("Name", '/' + name)
                .put("Image", images.get(body.path("Image").asText()))
                .put("Created", "2026-01-01T00:00:00Z")
                .put("RestartCount", 0);
        ObjectNode config = body.deepCopy();
        container.set("HostConfig", config.remove("HostConfig"));
        config.remove("NetworkingConfig");
        container.set("Config", config);
        container.putObject("NetworkSettings").putObject("Networks");
        container.putObject("State").put("Status", "created").put("Pid", 0).put("ExitCode", 0);
        containers.put(id, container);
    }

    private void start(String id) {
        ObjectNode state = (ObjectNode) containers.get(id).path("State");
        state.put("Status", "running")
                .put("Pid", 42)
                .put("StartedAt", Instant.now().toString());
        if (!healthOfNew.isEmpty()) {
            state.putObject("Health").put("Status", healthOfNew);
        }
    }

    private static boolean runs(JsonNode container) {
        return container.path("State").path("Status").asText().equals("running");
    }

    private static String value(String query, String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static void say(HttpExchange exchange, int status, String body) throws IOException {
        boolean empty = status == 204;
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, empty ? -1 : bytes.length);
        if (!empty) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
