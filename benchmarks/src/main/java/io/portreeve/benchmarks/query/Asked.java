package io.portreeve.benchmarks.query;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the API, as a program does: the answer is whole when it is there. */
public final class Asked {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final double NANOS_PER_MILLI = 1e6;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI cloud;
    private final String secret;

    public Asked(URI cloud, String secret) {
        this.cloud = cloud;
        this.secret = secret;
    }

    /** How long an answer took, in milliseconds, and how long it is, in bytes. */
    record Answer(double millis, int bytes) {}

    Answer get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(cloud.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + secret)
                .build();
        long began = System.nanoTime();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        double millis = (System.nanoTime() - began) / NANOS_PER_MILLI;
        if (response.statusCode() != OK) {
            throw new IOException(path + " answered " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return new Answer(millis, response.body().length);
    }
}
