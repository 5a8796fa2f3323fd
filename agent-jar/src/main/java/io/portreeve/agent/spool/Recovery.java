package io.portreeve.agent.spool;

import io.portreeve.agent.spool.Disk.StoredFile;
import io.portreeve.agent.spool.SegmentScan.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Finds out at the start what the directory holds, and what of it is lost. Changes nothing but drafts: the losses have to
 * be written down before anything is cut.
 */
final class Recovery {
    private static final Logger LOG = Logger.getLogger(Recovery.class.getName());

    private final Path directory;
    private final Disk disk;
    private final Segments segments;
    private final Index index;
    private final Numbers numbers;
    private final GapLedger ledger;
    private final List<Segment> toRepair = new ArrayList<>();
    private final Map<SpoolStream, RecordHead> last = new EnumMap<>(SpoolStream.class);
    private boolean passedOver;

    Recovery(Path directory, Disk disk, Segments segments, Index index, Numbers numbers, GapLedger ledger) {
        this.directory = directory;
        this.disk = disk;
        this.segments = segments;
        this.index = index;
        this.numbers = numbers;
        this.ledger = ledger;
    }

    /**
     * Fills segments, index and ledger.
     *
     * @return the segments that are to be written anew without what is damaged
     */
    List<Segment> run() throws IOException {
        List<Path> files = files();
        for (int i = 0; i < files.size(); i++) {
            read(files.get(i), i == files.size() - 1);
        }
        for (SpoolStream stream : SpoolStream.values()) {
            numbers.of(stream).found(last.containsKey(stream) ? last.get(stream).ordinal() : 0);
        }
        return List.copyOf(toRepair);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> names = all.sorted().toList();
            for (Path draft : names) {
                if (draft.toString().endsWith(".draft")) {
                    Files.delete(draft);
                }
            }
            return names.stream()
                    .filter(path -> path.getFileName().toString().matches("[0-9a-f]{16}\\" + Segment.SUFFIX))
                    .toList();
        }
    }

    private void read(Path path, boolean newest) throws IOException {
        SegmentScan scan;
        try (StoredFile file = disk.open(path)) {
            scan = SegmentScan.of(file);
        }
        long number = Long.parseUnsignedLong(path.getFileName().toString().substring(0, 16), 16);
        Segment segment = new Segment(directory, scan.head().orElse(new SegmentHead(number, 0)));
        segment.found(scan.size());
        segments.found(segment);
        scan.records().forEach(found -> take(found, segment));
        scan.damaged().forEach(head -> lost(head, GapReason.CORRUPT));
        scan.torn().ifPresent(head -> lost(head, newest ? GapReason.TORN_TAIL : GapReason.CORRUPT));
        if (!scan.isWhole()) {
            toRepair.add(segment);
            LOG.warning(() -> "spool: " + path.getFileName() + " is damaged: "
                    + scan.damaged().size()
                    + " records do not read as written, " + (scan.size() - scan.end())
                    + " bytes at its end are cut off");
            if (newest && scan.torn().isEmpty() && (scan.head().isEmpty() || scan.end() < scan.size())) {
                tail(path);
            }
            passedOver = true;
        } else if (segment.isDead()) {
            toRepair.add(segment);
        }
    }

    private void take(Found found, Segment segment) {
        Optional<SpoolStream> stream = SpoolStream.of(found.head().streamCode());
        if (stream.isEmpty()) {
            return;
        }
        RecordHead head = found.head();
        RecordHead before = last.put(stream.get(), head);
        if (passedOver && before != null && head.ordinal() > before.ordinal() + 1) {
            missing(stream.get(), before, head);
        }
        if (numbers.isWanted(stream.get(), head.ordinal())) {
            index.add(Entry.found(stream.get(), found, segment));
        }
    }

    private void lost(RecordHead head, GapReason reason) {
        SpoolStream.of(head.streamCode()).ifPresent(stream -> {
            last.merge(stream, head, (a, b) -> a.ordinal() > b.ordinal() ? a : b);
            if (numbers.isWanted(stream, head.ordinal())) {
                ledger.lost(Entry.of(stream, head).lost(reason));
            }
        });
    }

    private void missing(SpoolStream stream, RecordHead before, RecordHead next) {
        long first = Math.max(before.ordinal(), numbers.of(stream).acknowledged());
        if (next.ordinal() > first + 1) {
            Instant from = Instant.ofEpochMilli(before.toMillis());
            Instant to = Instant.ofEpochMilli(Math.max(before.toMillis(), next.fromMillis()));
            ledger.lost(new Gap(stream, GapReason.CORRUPT, from, to, next.ordinal() - first - 1, 0));
        }
    }

    /** Nothing tells whose it was; readings are by far the most. */
    private void tail(Path path) throws IOException {
        Instant written = Instant.ofEpochMilli(Files.getLastModifiedTime(path).toMillis());
        RecordHead before = last.get(SpoolStream.METRICS);
        Instant from = before == null ? written : Instant.ofEpochMilli(before.toMillis());
        ledger.lost(
                new Gap(SpoolStream.METRICS, GapReason.TORN_TAIL, from, from.isAfter(written) ? from : written, 0, 0));
    }
}
