package io.portreeve.agent.link;

import io.portreeve.agent.collect.Reading;
import io.portreeve.agent.collect.Roster;
import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Readings to batches. */
final class Packer {
    private final MessageCodec codec;

    Packer(MessageCodec codec) {
        this.codec = codec;
    }

    /** The readings, all within a minute, as one batch; empty if it would be too large. */
    Optional<DurableBatch> pack(long sequence, List<Reading> readings) {
        Map<String, ContainerFacts> facts = new LinkedHashMap<>();
        List<HostReading> packed = new ArrayList<>();
        Map<String, Integer> places = new LinkedHashMap<>();
        for (Reading reading : readings) {
            Map<Integer, Roster.Entry> entries =
                    reading.roster().entries().stream().collect(Collectors.toMap(Roster.Entry::number, entry -> entry));
            List<ContainerSample> samples = new ArrayList<>();
            for (ContainerSample sample : reading.samples()) {
                Roster.Entry entry = entries.get(sample.container());
                String id = entry.container().id();
                facts.put(id, Messages.facts(entry));
                samples.add(sample.numbered(places.computeIfAbsent(id, each -> places.size())));
            }
            packed.add(Messages.reading(reading, samples));
        }
        List<ContainerFacts> containers =
                places.keySet().stream().map(facts::get).toList();
        return encode(new MetricsBatch(sequence, List.copyOf(places.keySet()), packed), containers);
    }

    /** The same with another number. */
    DurableBatch renumbered(DurableBatch batch, long sequence) {
        MetricsBatch decoded = decode(batch);
        return encode(new MetricsBatch(sequence, decoded.containers(), decoded.readings()), batch.containers())
                .orElse(batch);
    }

    /** Each reading by itself, for a cloud that does not understand packed ones. */
    List<DurableBatch> apart(DurableBatch batch, LongSupplier sequences) {
        MetricsBatch decoded = decode(batch);
        if (!decoded.isPacked()) {
            return List.of(renumbered(batch, sequences.getAsLong()));
        }
        List<DurableBatch> parts = new ArrayList<>();
        for (HostReading reading : decoded.readings()) {
            List<ContainerSample> samples = reading.samples().stream()
                    .map(sample -> sample.numbered(
                            batch.containers().get(sample.container()).number()))
                    .toList();
            encode(
                            new MetricsBatch(sequences.getAsLong(), reading.readAt(), reading.interval(), samples),
                            batch.containers())
                    .ifPresent(parts::add);
        }
        return parts;
    }

    private MetricsBatch decode(DurableBatch batch) {
        return (MetricsBatch) codec.decodeAgentMessage(Frames.decompress(batch.frame()));
    }

    private Optional<DurableBatch> encode(MetricsBatch batch, List<ContainerFacts> containers) {
        byte[] message = codec.encode(batch);
        byte[] frame = message.length > Limits.MESSAGE_BYTES ? message : Frames.compress(message);
        return frame.length > Limits.FRAME_BYTES
                ? Optional.empty()
                : Optional.of(new DurableBatch(batch.sequence(), frame, containers));
    }
}
