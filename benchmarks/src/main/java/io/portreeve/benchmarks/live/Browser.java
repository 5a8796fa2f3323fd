package io.portreeve.benchmarks.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signs in by the form of the sign-in page, and listens to the stream that the pages listen to, as often as wanted. */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FOUND = 302;
    private static final int OK = 200;
    private static final Pattern SAMPLES =
            Pattern.compile("data: \\{\"host\":\"([0-9a-f-]{36})\",\"at\":(\\d{1,18}),.*");

    /** Hears of each reading; called by the thread of its stream. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A host's containers were read.
         *
         * @param atMillis when, since 1970
         */
        void reading(UUID host, long atMillis);
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();
    private final URI node;
    private final List<InputStream> streams = new ArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile boolean closing;

    private Browser(URI node) {
        this.node = node;
    }

    /** Of somebody who may. */
    public static Browser signedIn(URI node, String email, String password) throws IOException, InterruptedException {
        Browser browser = new Browser(node);
        String form = "email=" + URLEncoder.encode(email, StandardCharsets.UTF_8) + "&password="
                + URLEncoder.encode(password, StandardCharsets.UTF_8);
        HttpResponse<Void> answer = browser.client.send(
                HttpRequest.newBuilder(node.resolve("/sign-in"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        String target = answer.headers().firstValue("Location").orElse("");
        if (answer.statusCode() != FOUND || target.contains("problem=")) {
            throw new IOException("the sign-in was answered with " + answer.statusCode() + " " + target);
        }
        return browser;
    }

    /** Opens one more stream, as a page does that shows all hosts. */
    public void listen(Listener listener) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(
                HttpRequest.newBuilder(node.resolve("/live/stream")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != OK) {
            throw new IOException("the stream was answered with " + answer.statusCode());
        }
        streams.add(answer.body());
        Thread thread = new Thread(() -> read(answer.body(), listener), "stream-" + streams.size());
        thread.setDaemon(true);
        thread.start();
    }

    /** How many streams ended though nobody closed them. */
    public int ended() {
        return ended.get();
    }

    @Override
    public void close() throws IOException {
        closing = true;
        for (InputStream stream : streams) {
            stream.close();
        }
    }

    private void read(InputStream stream, Listener listener) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                reading(line)
                        .ifPresent(found ->
                                listener.reading(UUID.fromString(found.group(1)), Long.parseLong(found.group(2))));
            }
        } catch (IOException e) {
            if (!closing) {
                System.err.println("bench: a stream broke: " + e);
            }
        }
        if (!closing) {
            ended.incrementAndGet();
        }
    }

    private static Optional<Matcher> reading(String line) {
        Matcher matcher = SAMPLES.matcher(line);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }
}
