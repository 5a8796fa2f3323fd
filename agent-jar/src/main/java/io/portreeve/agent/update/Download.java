package io.portreeve.agent.update;

import io.portreeve.agent.network.Route;
import io.portreeve.contract.release.Release;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Fetches a jar over the way that the link takes, no longer than it was signed to be and within a bounded time. */
final class Download {
    private static final Logger LOG = Logger.getLogger(Download.class.getName());
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int BUFFER = 64 * 1024;

    private final Route route;
    private final URI address;
    private final Duration longest;

    Download(Route route, URI address, Duration longest) {
        this.route = route;
        this.address = address;
        this.longest = longest;
    }

    /**
     * Writes the jar to a new file and waits until the disk has it.
     *
     * @throws IOException if what comes is not what was signed, with a line for people
     */
    @SuppressWarnings("FutureReturnValueIgnored") // closing says itself what goes wrong
    void fetch(Release release, Path file) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = ask();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "download-deadline");
            thread.setDaemon(true);
            return thread;
        });
        try (InputStream body = answer.body() == null ? InputStream.nullInputStream() : answer.body()) {
            if (answer.statusCode() != OK) {
                throw new IOException("the cloud answered with status " + answer.statusCode() + " for its jar");
            }
            clock.schedule(() -> close(body), longest.toMillis(), TimeUnit.MILLISECONDS);
            copy(body, release, file);
        } finally {
            clock.shutdownNow();
        }
    }

    private HttpResponse<InputStream> ask() throws IOException, InterruptedException {
        try {
            return route.send(
                    route.request(address).timeout(ANSWER).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new IOException(
                    "the jar cannot be fetched: " + route.explain(address, e).text(), e);
        }
    }

    private static void copy(InputStream body, Release release, Path file) throws IOException {
        MessageDigest digest = JarCheck.digest();
        byte[] buffer = new byte[BUFFER];
        long left = release.bytes();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                left -= read;
                if (left < 0) {
                    throw new IOException("the cloud's jar is longer than the one that was signed");
                }
                digest.update(buffer, 0, read);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
        }
        if (left > 0) {
            throw new IOException("the cloud's jar is shorter than the one that was signed, or came too slowly");
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(release.sha256())) {
            throw new IOException("the cloud's jar is not the one that was signed");
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            LOG.log(Level.FINE, "cannot give up a download", e);
        }
    }
}
