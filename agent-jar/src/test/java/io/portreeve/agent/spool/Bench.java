package io.portreeve.agent.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A spool on a table: filled, read, killed and started again. */
final class Bench {
    static final SpoolBounds ROOMY = new SpoolBounds(16 << 20, Duration.ofHours(24), 20, 10_000);
    static final Duration PACE = Duration.ofSeconds(10);

    final TestClock clock = new TestClock();
    final TestDisk disk = new TestDisk();
    private final SpoolBounds bounds;
    private Path directory;
    private int kills;
    Spool spool;

    Bench(Path directory, SpoolBounds bounds) {
        this.directory = directory;
        this.bounds = bounds;
        spool = open();
    }

    Path directory() {
        return directory;
    }

    void add(SpoolStream stream, String text) {
        add(stream, text.getBytes(StandardCharsets.UTF_8));
    }

    void add(SpoolStream stream, byte[] payload) {
        spool.add(stream, Extent.at(clock.instant(), 6), payload);
        clock.pass(PACE);
    }

    /** All that would be sent on a new connection. */
    List<Spooled> waiting(SpoolStream stream) {
        List<Spooled> all = new ArrayList<>();
        Optional<Spooled> next = spool.next(stream, 0);
        while (next.isPresent()) {
            all.add(next.get());
            next = spool.next(stream, next.get().sequence());
        }
        return all;
    }

    List<String> texts(SpoolStream stream) {
        return waiting(stream).stream()
                .map(spooled -> new String(spooled.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    List<Gap> gaps() {
        return waiting(SpoolStream.GAPS).stream()
                .map(spooled -> Gap.of(spooled.payload()).orElseThrow())
                .toList();
    }

    void welcome(long metrics) {
        spool.welcomed(SpoolStream.METRICS, metrics);
    }

    void restart() {
        spool.close();
        spool = open();
    }

    /** The files as they are now, in another place: the old spool still lives, and never gets to say anything. */
    void kill() {
        Path copy = directory.resolveSibling("after-kill-" + ++kills);
        copy(directory, copy);
        directory = copy;
        spool = open();
    }

    List<Path> segments() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(Segment.SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] payload(int number, int size) {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        while (bytes.remaining() >= Integer.BYTES) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.write(to.resolve(file.getFileName().toString()), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Spool open() {
        return Spool.open(directory, disk, bounds, clock);
    }
}
