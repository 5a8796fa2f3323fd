package io.portreeve.agent.link;

import io.portreeve.agent.spool.Extent;
import io.portreeve.agent.spool.Gap;
import io.portreeve.agent.spool.GapReason;
import io.portreeve.agent.spool.Spool;
import io.portreeve.agent.spool.SpoolStream;
import io.portreeve.agent.spool.Spooled;
import io.portreeve.contract.message.ContainerFacts;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Makes batches of readings. A reading is in the spool by itself until its batch is, and the batch tells up to which one it
 * replaces them: a process that is killed in between loses none and counts none twice. For one thread.
 */
final class Sealer {
    private static final Logger LOG = Logger.getLogger(Sealer.class.getName());

    private final Spool spool;
    private final Packer packer;
    private final BatchRecord form;
    private final OpenMinute open;

    /** Goes on with the readings that an earlier process left in the spool. */
    Sealer(Spool spool, Packer packer, BatchRecord form, OpenMinute open) {
        this.spool = spool;
        this.packer = packer;
        this.form = form;
        this.open = open;
        recover();
    }

    void add(NamedReading reading) {
        keep(reading, spooled(reading));
        if (open.isFull()) {
            seal();
        }
    }

    /** Makes a batch of what has been read, if its minute is over. */
    void sealBefore(Instant now) {
        if (open.isOverAt(now)) {
            seal();
        }
    }

    /** Makes a batch of what has been read. */
    void seal() {
        List<OpenMinute.Kept> kept = open.take();
        if (!kept.isEmpty()) {
            seal(kept);
            spool.acknowledge(SpoolStream.READINGS, through(kept));
        }
    }

    /** The containers that are named by what is no batch yet. */
    void named(Map<String, ContainerFacts> named) {
        open.readings().forEach(kept -> kept.reading().nameIn(named));
    }

    /** Adds a batch of each reading. */
    void apart(BatchRecord.Content content) {
        Map<String, ContainerFacts> facts = new HashMap<>();
        content.batch().nameIn(facts);
        packer.unpacked(content.batch(), facts).forEach(reading -> append(List.of(reading), content.through()));
    }

    private void keep(NamedReading reading, long number) {
        if (!open.takes(reading)) {
            seal();
        }
        open.add(new OpenMinute.Kept(reading, number));
    }

    private void seal(List<OpenMinute.Kept> kept) {
        List<NamedReading> readings =
                kept.stream().map(OpenMinute.Kept::reading).toList();
        if (append(readings, through(kept))) {
            return;
        }
        if (kept.size() > 1) {
            int half = kept.size() / 2;
            seal(kept.subList(0, half));
            seal(kept.subList(half, kept.size()));
        } else {
            Extent extent = extent(readings);
            spool.lost(new Gap(SpoolStream.METRICS, GapReason.REFUSED, extent.from(), extent.to(), 1, extent.items()));
        }
    }

    /** False if it would be too large. */
    private boolean append(List<NamedReading> readings, long through) {
        Optional<DurableBatch> batch = packer.pack(spool.nextSequence(SpoolStream.METRICS), readings);
        batch.map(packed -> form.write(new BatchRecord.Content(packed, through)))
                .ifPresent(payload -> spool.add(SpoolStream.METRICS, extent(readings), payload));
        return batch.isPresent();
    }

    /** The number under which the reading is in the spool; its containers only if the minute has not named them yet. */
    private long spooled(NamedReading reading) {
        Optional<DurableBatch> alone = packer.pack(0, List.of(reading));
        if (alone.isEmpty()) {
            return 0;
        }
        List<ContainerFacts> named = alone.get().containers();
        List<ContainerFacts> news = open.takes(reading)
                ? named.stream().filter(container -> !open.names(container)).toList()
                : named;
        BatchRecord.Content content =
                new BatchRecord.Content(new DurableBatch(0, alone.get().frame(), news), 0);
        return spool.add(SpoolStream.READINGS, extent(List.of(reading)), form.write(content));
    }

    private void recover() {
        long through = spool.last(SpoolStream.METRICS)
                .flatMap(spooled -> form.read(spooled.payload()))
                .map(BatchRecord.Content::through)
                .orElse(0L);
        spool.acknowledge(SpoolStream.READINGS, through);
        Map<String, ContainerFacts> facts = new HashMap<>();
        Optional<Spooled> each = spool.peek(SpoolStream.READINGS, through);
        while (each.isPresent()) {
            long number = each.get().sequence();
            Optional<BatchRecord.Content> content = form.read(each.get().payload());
            if (content.isEmpty()) {
                LOG.warning(() -> "spool: a reading cannot be read, and is given up");
                spool.refuse(SpoolStream.READINGS, number);
            }
            content.ifPresent(read -> {
                read.batch().nameIn(facts);
                packer.unpacked(read.batch(), facts).forEach(reading -> keep(reading, number));
            });
            each = spool.peek(SpoolStream.READINGS, number);
        }
    }

    private static long through(List<OpenMinute.Kept> kept) {
        return kept.stream().mapToLong(OpenMinute.Kept::number).max().orElse(0);
    }

    private static Extent extent(List<NamedReading> readings) {
        return new Extent(
                readings.get(0).reading().readAt(),
                readings.get(readings.size() - 1).reading().readAt(),
                readings.size());
    }
}
