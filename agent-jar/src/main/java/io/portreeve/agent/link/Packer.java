package io.portreeve.agent.link;

import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MalformedMessageException;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.codec.UnknownMessageException;
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
import java.util.logging.Level;
import java.util.logging.Logger;

/** Readings to batches, and back. */
final class Packer {
    private static final Logger LOG = Logger.getLogger(Packer.class.getName());

    private final MessageCodec codec;

    Packer(MessageCodec codec) {
        this.codec = codec;
    }

    /** The readings, all within a minute, as one batch; empty if it would be too large. */
    Optional<DurableBatch> pack(long sequence, List<NamedReading> readings) {
        Map<String, ContainerFacts> facts = new LinkedHashMap<>();
        Map<String, Integer> places = new LinkedHashMap<>();
        List<HostReading> packed = new ArrayList<>();
        for (NamedReading named : readings) {
            List<ContainerSample> samples = new ArrayList<>();
            for (ContainerSample sample : named.reading().samples()) {
                ContainerFacts container = named.containers().get(sample.container());
                facts.put(container.dockerId(), container);
                samples.add(sample.numbered(places.computeIfAbsent(container.dockerId(), each -> places.size())));
            }
            packed.add(with(named.reading(), samples));
        }
        return encode(new MetricsBatch(sequence, List.copyOf(places.keySet()), packed), List.copyOf(facts.values()));
    }

    /** The same with another number; empty if this version does not understand it. */
    Optional<DurableBatch> renumbered(DurableBatch batch, long sequence) {
        return decode(batch)
                .flatMap(decoded -> encode(
                        new MetricsBatch(sequence, decoded.containers(), decoded.readings()), batch.containers()));
    }

    /**
     * Each reading by itself; none if this version does not understand it.
     *
     * @param facts of the batch's containers, by the engine's ids; samples of others are left out
     */
    List<NamedReading> unpacked(DurableBatch batch, Map<String, ContainerFacts> facts) {
        List<NamedReading> readings = new ArrayList<>();
        decode(batch)
                .ifPresent(decoded -> decoded.readings()
                        .forEach(reading -> readings.add(named(reading, decoded.containers(), facts))));
        return readings;
    }

    /**
     * The batch's first reading as a message for a cloud that does not understand packed ones.
     *
     * @param declared numbers of containers on the connection, by the engine's ids; all of the batch's among them
     */
    byte[] alone(DurableBatch batch, Map<String, Integer> declared) {
        MetricsBatch decoded = decode(batch).orElseThrow();
        HostReading reading = decoded.first();
        List<ContainerSample> samples = reading.samples().stream()
                .map(sample -> sample.numbered(declared.get(decoded.containers().get(sample.container()))))
                .toList();
        return Frames.compress(
                codec.encode(new MetricsBatch(batch.sequence(), reading.readAt(), reading.interval(), samples)));
    }

    private static NamedReading named(HostReading reading, List<String> ids, Map<String, ContainerFacts> facts) {
        List<ContainerFacts> containers = new ArrayList<>();
        List<ContainerSample> samples = new ArrayList<>();
        for (ContainerSample sample : reading.samples()) {
            Optional<ContainerFacts> container = Optional.ofNullable(facts.get(ids.get(sample.container())));
            container.ifPresent(known -> {
                samples.add(sample.numbered(containers.size()));
                containers.add(known);
            });
        }
        return new NamedReading(with(reading, samples), containers);
    }

    private static HostReading with(HostReading reading, List<ContainerSample> samples) {
        return new HostReading(reading.readAt(), reading.interval(), samples);
    }

    private Optional<MetricsBatch> decode(DurableBatch batch) {
        try {
            return codec.decodeAgentMessage(Frames.decompress(batch.frame())) instanceof MetricsBatch decoded
                    ? Optional.of(decoded)
                    : Optional.empty();
        } catch (MalformedMessageException | UnknownMessageException e) {
            LOG.log(Level.FINE, "a batch in the spool is not understood", e);
            return Optional.empty();
        }
    }

    private Optional<DurableBatch> encode(MetricsBatch batch, List<ContainerFacts> containers) {
        byte[] message = codec.encode(batch);
        byte[] frame = message.length > Limits.MESSAGE_BYTES ? message : Frames.compress(message);
        return frame.length > Limits.FRAME_BYTES
                ? Optional.empty()
                : Optional.of(new DurableBatch(batch.sequence(), frame, containers));
    }
}
