package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import io.portreeve.contract.sample.Metric;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A reading as the nodes tell it each other, each ten seconds of each host: the version; 1 if it is extra, else 0; organization and host; the
 * moment; the containers; which metrics any of them has, a bit each; of those metric after metric the values as whole
 * numbers, as {@link PackedMinute} has them. In Base64, since the bus carries text. Version 1 had the first nine metrics,
 * and said so nowhere.
 */
final class LiveText {
    private static final byte VERSION = 2;
    private static final byte NINE_METRICS = 1;
    private static final Metric[] METRICS = Metric.values();
    private static final int HEAD = 2 + 2 * 16 + 8 + 4 + 8;
    private static final int MOST_BYTES_OF_A_NUMBER = 10;

    private LiveText() {}

    static String write(LiveReading live) {
        HostReading reading = live.reading();
        List<ContainerSample> known = new ArrayList<>(reading.samples().size());
        List<ContainerId> ids = new ArrayList<>(reading.samples().size());
        long told = 0;
        int most = 0;
        for (ContainerSample sample : reading.samples()) {
            ContainerId id = live.numbers().get(sample.container());
            if (id != null) {
                known.add(sample);
                ids.add(id);
                told |= sample.knownBits();
                most = Math.max(most, sample.metrics());
            }
        }
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + known.size() * (16 + most * MOST_BYTES_OF_A_NUMBER));
        bytes.put(VERSION).put((byte) (live.extra() ? 1 : 0));
        put(bytes, live.organization().value());
        put(bytes, live.host().value());
        bytes.putLong(reading.readAt().toEpochMilli());
        bytes.putInt(known.size());
        for (ContainerId id : ids) {
            put(bytes, id.value());
        }
        bytes.putLong(told);
        for (Metric metric : METRICS) {
            if ((told >> metric.place() & 1) == 1) {
                for (ContainerSample sample : known) {
                    PackedMinute.put(bytes, PackedMinute.whole(metric, sample.value(metric)));
                }
            }
        }
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    /** Empty if the text is not what {@link #write} makes. */
    static Optional<LiveSamples> read(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
            byte version = bytes.get();
            if (version != VERSION && version != NINE_METRICS) {
                return Optional.empty();
            }
            boolean extra = bytes.get() == 1;
            OrganizationId organization = new OrganizationId(uuid(bytes));
            HostId host = new HostId(uuid(bytes));
            Instant at = Instant.ofEpochMilli(bytes.getLong());
            int count = bytes.getInt();
            if (count < 0 || count > Limits.CONTAINERS_PER_HOST) {
                return Optional.empty();
            }
            return Optional.of(new LiveSamples(organization, host, at, samples(bytes, at, count, version), extra));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static List<LatestSample> samples(ByteBuffer bytes, Instant at, int count, byte version) {
        List<ContainerId> ids = new ArrayList<>(count);
        List<Map<Metric, Double>> values = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            ids.add(new ContainerId(uuid(bytes)));
            values.add(new EnumMap<>(Metric.class));
        }
        long told = version == NINE_METRICS ? (1L << MetricColumns.OWN.size()) - 1 : bytes.getLong();
        for (Metric metric : METRICS) {
            if ((told >> metric.place() & 1) == 0) {
                continue;
            }
            for (int index = 0; index < count; index++) {
                double value = PackedMinute.value(metric, PackedMinute.get(bytes));
                if (!Double.isNaN(value)) {
                    values.get(index).put(metric, value);
                }
            }
        }
        List<LatestSample> samples = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            samples.add(new LatestSample(ids.get(index), at, values.get(index)));
        }
        return samples;
    }

    private static void put(ByteBuffer bytes, UUID id) {
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
