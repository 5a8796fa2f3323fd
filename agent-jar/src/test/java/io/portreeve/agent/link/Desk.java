package io.portreeve.agent.link;

import io.portreeve.agent.spool.Spool;
import io.portreeve.agent.spool.SpoolBounds;
import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.MetricsBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An outbox on a spool: filled, emptied, killed and started again. */
final class Desk implements AutoCloseable {
    static final Instant MINUTE = Instant.parse("2026-11-25T12:00:00Z");

    private static final SpoolBounds BOUNDS = new SpoolBounds(16 << 20, Duration.ofHours(24), 1000, 20_000);

    private final MessageCodec codec = new MessageCodec();
    private final Clock clock;
    private final Duration offset;
    private Path directory;
    private int kills;
    Spool spool;
    Outbox outbox;

    Desk(Path directory) {
        this(directory, Duration.ZERO);
    }

    Desk(Path directory, Duration offset) {
        this.directory = directory;
        this.offset = offset;
        clock = Clock.fixed(MINUTE, ZoneOffset.UTC);
        open();
    }

    void add(int second, int... containers) {
        outbox.add(Readings.at(MINUTE.plusSeconds(second), Readings.roster(containers)));
    }

    /** Sends all that may be sent now. */
    List<MetricsBatch> send() {
        List<MetricsBatch> sent = new ArrayList<>();
        Optional<Outbox.Pending> next = outbox.next();
        while (next.isPresent()) {
            outbox.sending(next.get());
            sent.add((MetricsBatch) codec.decodeAgentMessage(Frames.decompress(outbox.frame(next.get(), Map.of()))));
            next = outbox.next();
        }
        return sent;
    }

    void restart() {
        spool.close();
        open();
    }

    /** The files as they are now, in another place: the old process never gets to say anything more. */
    void kill() {
        Path copy = directory.resolveSibling("after-kill-" + ++kills);
        try (Stream<Path> files = Files.list(directory)) {
            Files.createDirectories(copy);
            for (Path file : files.toList()) {
                Files.write(copy.resolve(file.getFileName().toString()), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        directory = copy;
        open();
    }

    @Override
    public void close() {
        spool.close();
    }

    private void open() {
        spool = Spool.open(directory, BOUNDS, clock);
        outbox = new Outbox(
                spool,
                new Packer(codec),
                new BatchRecord(codec),
                new OpenMinute(offset),
                new Backfill(clock, System::nanoTime));
    }
}
