package io.portreeve.agent.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An engine with a few containers that does as it is told, unless a test makes it do otherwise. */
final class FakeEngine implements AutoCloseable {
    /** Answers a command in place of the engine. */
    @FunctionalInterface
    interface Answering {
        Answer answer(String id, String command) throws Exception;
    }

    record Answer(int status, String message) {
        static final Answer DONE = new Answer(204, "");
    }

    record Container(String state, Instant startedAt, int exitCode, String labels) {
        Container in(String other) {
            return new Container(other, startedAt, exitCode, labels);
        }

        Container startedAt(Instant other) {
            return new Container("running", other, 0, labels);
        }

        Container ended(int code) {
            return new Container("exited", startedAt, code, labels);
        }
    }

    static final Instant START = Instant.parse("2026-01-01T00:00:00.123Z");

    final List<String> commands = new CopyOnWriteArrayList<>();
    final Map<String, Container> containers = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Answering answering = this::obey;
    private volatile boolean silent;
    private volatile String tags = "";

    FakeEngine() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/containers/", this::serve);
        server.createContext("/images/", this::serveImage);
        server.start();
    }

    String url() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    void answering(Answering how) {
        answering = how;
    }

    /** Whether it answers nothing but 500. */
    void silent(boolean how) {
        silent = how;
    }

    /** What the image is called. */
    void tagged(String name) {
        tags = '"' + name + '"';
    }

    /** Asked for the one, it gives the other. */
    void named(String name, String id) {
        names.put(name, id);
    }

    void running(String id) {
        containers.put(id, new Container("running", START, 0, "{}"));
    }

    Answer obey(String id, String command) {
        containers.computeIfPresent(id, (same, container) -> switch (command.replaceAll("\\?.*", "")) {
            case "start" -> container.startedAt(container.startedAt().plusSeconds(60));
            case "restart" -> container.startedAt(container.startedAt().plusSeconds(60));
            case "stop" -> container.ended(143);
            case "kill" -> command.endsWith("SIGKILL") ? container.ended(137) : container;
            case "pause" -> container.in("paused");
            default -> container.in("running");
        });
        return containers.containsKey(id) ? Answer.DONE : new Answer(404, "No such container: " + id);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String[] parts = exchange.getRequestURI().toString().split("/", 4);
        try {
            if (exchange.getRequestMethod().equals("POST")) {
                commands.add(parts[3] + " " + parts[2].charAt(0));
                Answer answer = answering.answer(parts[2], parts[3]);
                say(exchange, answer.status, "{\"message\":\"" + answer.message + "\"}");
            } else if (silent) {
                say(exchange, 500, "{\"message\":\"silent\"}");
            } else {
                Container container = containers.get(parts[2]);
                say(
                        exchange,
                        container == null ? 404 : 200,
                        container == null ? "{}" : json(names.getOrDefault(parts[2], parts[2]), container));
            }
        } catch (Exception e) {
            exchange.close();
        }
    }

    private void serveImage(HttpExchange exchange) throws IOException {
        say(exchange, 200, "{\"Id\":\"sha256:1\",\"RepoTags\":[" + tags + "]}");
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

    private static String json(String id, Container container) {
        boolean runs = !container.state.equals("exited");
        return """
                {"Id":"%s","Name":"/web","Image":"sha256:1","Created":"2026-01-01T00:00:00Z",
                "State":{"Status":"%s","Pid":%d,"StartedAt":"%s","ExitCode":%d},
                "Config":{"Image":"nginx:1.27","Labels":%s},"HostConfig":{"NetworkMode":"bridge"}}""".formatted(
                        id,
                        container.state,
                        runs ? 42 : 0,
                        container.startedAt.plusNanos(456),
                        container.exitCode,
                        container.labels);
    }
}
