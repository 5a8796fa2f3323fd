package io.portreeve.agent.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An engine with containers, images, volumes and networks that removes what it is told to, unless a test says otherwise. */
final class StockEngine implements AutoCloseable {
    /** Answers in place of the engine. */
    @FunctionalInterface
    interface Answering {
        int answer(String request) throws Exception;
    }

    static final String RAN = "2026-01-01T00:00:00Z";

    final List<String> changes = new CopyOnWriteArrayList<>();
    final Map<String, ObjectNode> containers = new LinkedHashMap<>();
    final Map<String, ObjectNode> images = new LinkedHashMap<>();
    final Map<String, ObjectNode> volumes = new LinkedHashMap<>();
    final Map<String, ObjectNode> networks = new LinkedHashMap<>();
    private final ObjectMapper json = new ObjectMapper();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Answering answering = request -> 0;

    StockEngine() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Zero leaves the answer to the engine. */
    void answering(Answering how) {
        answering = how;
    }

    synchronized ObjectNode container(String id, String name, String state, String imageId) {
        ObjectNode made = json.createObjectNode()
                .put("Id", id)
                .put("State", state)
                .put("Image", "web:1")
                .put("ImageID", imageId)
                .put("SizeRw", 7)
                .put("StartedAt", RAN);
        made.putArray("Names").add('/' + name);
        made.putObject("Labels");
        made.putArray("Mounts");
        made.putObject("NetworkSettings").putObject("Networks");
        containers.put(id, made);
        return made;
    }

    synchronized ObjectNode image(String id, String... tags) {
        ObjectNode made = json.createObjectNode().put("Id", id).put("Size", 100).put("SharedSize", 40);
        ArrayNode names = made.putArray("RepoTags");
        List.of(tags).forEach(names::add);
        images.put(id, made);
        return made;
    }

    synchronized void volume(String name) {
        ObjectNode made = json.createObjectNode().put("Name", name).put("CreatedAt", RAN);
        made.putObject("UsageData").put("Size", 1000);
        volumes.put(name, made);
    }

    synchronized ObjectNode network(String id, String name) {
        ObjectNode made =
                json.createObjectNode().put("Id", id).put("Name", name).put("Scope", "local");
        made.putObject("Labels");
        networks.put(id, made);
        return made;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = URLDecoder.decode(exchange.getRequestURI().getRawPath(), StandardCharsets.UTF_8);
        boolean changes = !exchange.getRequestMethod().equals("GET");
        try {
            String request = exchange.getRequestMethod() + ' ' + path;
            if (changes) {
                this.changes.add(request);
            }
            int status = answering.answer(request);
            if (status != 0) {
                say(exchange, status, "{\"message\":\"as the test says\"}");
            } else {
                answer(exchange, path);
            }
        } catch (Exception e) {
            exchange.close();
        }
    }

    private synchronized void answer(HttpExchange exchange, String path) throws IOException {
        String[] parts = path.substring(1).split("/", 2);
        String rest = parts.length > 1 ? parts[1] : "";
        switch (exchange.getRequestMethod()) {
            case "GET" -> read(exchange, parts[0], rest.replaceAll("/json$", ""));
            case "DELETE" -> say(exchange, remove(parts[0], rest) ? 204 : 404, "{}");
            default -> say(exchange, parts[0].equals("images") ? 200 : act(rest), "{}");
        }
    }

    private void read(HttpExchange exchange, String kind, String rest) throws IOException {
        if (kind.equals("system")) {
            ObjectNode all = json.createObjectNode();
            all.putArray("Containers").addAll(containers.values());
            all.putArray("Images").addAll(images.values());
            all.putArray("Volumes").addAll(volumes.values());
            say(exchange, 200, all.toString());
        } else if (kind.equals("networks")) {
            say(exchange, 200, json.createArrayNode().addAll(networks.values()).toString());
        } else if (kind.equals("images")) {
            ObjectNode image = images.values().stream()
                    .filter(each -> each.path("Id").asText().equals(rest)
                            || each.path("RepoTags").toString().contains('"' + rest + '"'))
                    .findFirst()
                    .orElse(null);
            say(exchange, image == null ? 404 : 200, String.valueOf(image));
        } else if (rest.equals("json")) {
            boolean other = exchange.getRequestURI().toString().contains("other");
            ArrayNode all = json.createArrayNode().addAll(other ? List.of() : containers.values());
            say(exchange, 200, all.toString());
        } else {
            ObjectNode container = containers.get(rest);
            say(exchange, container == null ? 404 : 200, container == null ? "{}" : inspected(container));
        }
    }

    private boolean remove(String kind, String id) {
        return switch (kind) {
            case "containers" -> containers.remove(id) != null;
            case "volumes" -> volumes.remove(id) != null;
            case "networks" -> networks.remove(id) != null;
            default ->
                images.values()
                                .removeIf(image -> image.path("Id").asText().equals(id)
                                        || image.path("RepoTags").toString().equals("[\"" + id + "\"]"))
                        || isUntagged(id);
        };
    }

    private boolean isUntagged(String tag) {
        for (ObjectNode image : images.values()) {
            ArrayNode tags = (ArrayNode) image.path("RepoTags");
            for (int index = 0; index < tags.size(); index++) {
                if (tags.get(index).asText().equals(tag)) {
                    tags.remove(index);
                    return true;
                }
            }
        }
        return false;
    }

    private int act(String rest) {
        String[] parts = rest.split("/", 2);
        ObjectNode container = containers.get(parts[0]);
        if (container == null) {
            return 404;
        }
        boolean runs = container.path("State").asText().equals("running");
        boolean starts = parts[1].equals("start");
        if (runs == starts && !parts[1].equals("restart")) {
            return 304;
        }
        container.put("State", parts[1].equals("stop") ? "exited" : "running");
        if (!parts[1].equals("stop")) {
            container.put("StartedAt", "2026-01-02T00:00:00Z");
        }
        return 204;
    }

    private String inspected(ObjectNode container) {
        String state = container.path("State").asText();
        ObjectNode inspected = json.createObjectNode()
                .put("Id", container.path("Id").asText())
                .put("Name", container.path("Names").path(0).asText())
                .put("Image", container.path("ImageID").asText())
                .put("Created", RAN);
        ObjectNode now = inspected
                .putObject("State")
                .put("Status", state)
                .put("Pid", state.equals("running") ? 42 : 0)
                .put("StartedAt", container.path("StartedAt").asText())
                .put("ExitCode", 0);
        if (container.has("Health")) {
            now.putObject("Health").put("Status", container.path("Health").asText());
        }
        inspected
                .putObject("Config")
                .put(
                        "Image",
                        container
                                .path(container.has("MadeFrom") ? "MadeFrom" : "Image")
                                .asText())
                .set("Labels", container.path("Labels"));
        inspected.putObject("HostConfig").put("NetworkMode", "bridge");
        return inspected.toString();
    }

    private static void say(HttpExchange exchange, int status, String body) throws IOException {
        boolean empty = status == 204 || status == 304;
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, empty ? -1 : bytes.length);
        if (!empty) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
