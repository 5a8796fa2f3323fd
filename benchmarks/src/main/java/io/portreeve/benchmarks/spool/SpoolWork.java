package io.portreeve.benchmarks.spool;

import io.portreeve.agent.spool.Extent;
import io.portreeve.agent.spool.Spool;
import io.portreeve.agent.spool.SpoolBounds;
import io.portreeve.agent.spool.SpoolStream;
import io.portreeve.agent.spool.Spooled;
import io.portreeve.agent.spool.Upkeep;
import io.portreeve.benchmarks.cost.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One step of the measurement, in a process like an agent's, which ends without closing anything. */
public final class SpoolWork {
    private static final SpoolBounds BOUNDS = new SpoolBounds(256L << 20, Duration.ofHours(24), 64, 8 << 20);
    private static final Duration COVERED = Duration.ofHours(20);
    private static final int WARMING_RECORDS = 2_000;

    /** As many late batches an agent has on their way at once. */
    private static final int IN_FLIGHT = 4;

    private static final double NANOS = 1e9;

    private final SpoolStream stream;
    private final List<byte[]> payloads;

    private SpoolWork(RecordKind kind) {
        stream = kind == RecordKind.EVENTS ? SpoolStream.EVENTS : SpoolStream.METRICS;
        payloads = kind.payloads();
    }

    /** STEP KIND DIRECTORY RECORDS; writes a figure a line. */
    public static void main(String[] words) throws IOException {
        SpoolWork work = new SpoolWork(RecordKind.valueOf(words[1]));
        Path directory = Path.of(words[2]);
        int records = Integer.parseInt(words[3]);
        if (words[0].equals("write")) {
            work.warm(directory.resolveSibling("warm"));
            print("", work.write(open(directory), records));
        } else {
            Stopwatch opening = new Stopwatch();
            Spool spool = open(directory);
            Map<String, Double> reopened = opening.rates(spool.count(work.stream), bytes(directory));
            print("reopen.", reopened);
            print("reopen.", Map.of("recordsLost", (double) spool.status().lost()));
            work.warm(directory.resolveSibling("warm"));
            print("replay.", work.replay(spool));
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static Spool open(Path directory) {
        Spool spool = Spool.open(directory, BOUNDS, Clock.systemUTC());
        new Upkeep(spool).start();
        return spool;
    }

    private void warm(Path directory) {
        Spool spool = open(directory);
        write(spool, WARMING_RECORDS);
        replay(spool);
        spool.close();
    }

    /** The last is forced to the disk, too. */
    private Map<String, Double> write(Spool spool, int records) {
        Instant began = Instant.now().minus(COVERED);
        long bytes = 0;
        Stopwatch writing = new Stopwatch();
        for (int record = 0; record < records; record++) {
            byte[] payload = payloads.get(record % payloads.size());
            Instant at = began.plus(COVERED.multipliedBy(record).dividedBy(records));
            spool.add(stream, Extent.at(at, 1), payload);
            bytes += payload.length;
        }
        spool.upkeep();
        Map<String, Double> figures = writing.rates(records, bytes);
        if (spool.status().lost() > 0 || spool.status().problem().isPresent()) {
            throw new IllegalStateException("the spool did not take all: " + spool.status());
        }
        return figures;
    }

    /** As to a cloud that has none of them, and acknowledges each a little later. */
    private Map<String, Double> replay(Spool spool) {
        long records = 0;
        long bytes = 0;
        Stopwatch replaying = new Stopwatch();
        spool.welcomed(stream, 0);
        Optional<Spooled> next = spool.next(stream, 0);
        while (next.isPresent()) {
            records++;
            bytes += next.get().payload().length;
            long sequence = next.get().sequence();
            spool.acknowledge(stream, sequence - IN_FLIGHT);
            next = spool.next(stream, sequence);
        }
        spool.acknowledge(stream, spool.lastSequence(stream));
        spool.upkeep();
        return replaying.rates(records, bytes);
    }

    private static long bytes(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static void print(String prefix, Map<String, Double> figures) {
        figures.forEach((name, figure) -> System.out.println(prefix + name + "=" + figure));
    }

    /** Of this process. */
    private static final class Stopwatch {
        private final long nanos = System.nanoTime();
        private final double cpuSeconds = ProcessTree.ofThis().cpuSeconds();

        Map<String, Double> rates(long records, long bytes) {
            double seconds = (System.nanoTime() - nanos) / NANOS;
            return new Rates(records, bytes, seconds, ProcessTree.ofThis().cpuSeconds() - cpuSeconds).figures();
        }
    }
}
