package io.portreeve.cloud.telemetry.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portreeve.contract.sample.InterfaceCounters;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The network interfaces of a host as bytes: the version; those of the machine; then the id of each container and those of
 * it. A network is how many interfaces follow and how many are left out; an interface the length of its name, the name,
 * and eight counters, written as {@link PackedMinute} writes numbers.
 */
final class InterfaceBytes {
    private static final byte VERSION = 1;
    private static final int ID_BYTES = 16;
    private static final int MOST_BYTES_OF_A_NUMBER = 10;
    private static final int COUNTERS = 8;
    private static final int MOST_BYTES_OF_A_CHARACTER = 3;

    private InterfaceBytes() {}

    static byte[] pack(NetworkInterfaces host, Map<UUID, NetworkInterfaces> containers) {
        int most = 1
                + most(host)
                + containers.values().stream()
                        .mapToInt(network -> ID_BYTES + most(network))
                        .sum();
        ByteBuffer bytes = ByteBuffer.allocate(most).put(VERSION);
        put(bytes, host);
        containers.forEach((id, network) -> {
            bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
            put(bytes, network);
        });
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Those of the machine. */
    static NetworkInterfaces host(byte[] body) {
        try {
            return network(begun(body));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("interfaces that end too soon", e);
        }
    }

    /** Those of a container; empty if nothing was told of it. */
    static Optional<NetworkInterfaces> container(byte[] body, UUID container) {
        ByteBuffer bytes = begun(body);
        try {
            network(bytes);
            while (bytes.hasRemaining()) {
                UUID id = new UUID(bytes.getLong(), bytes.getLong());
                NetworkInterfaces network = network(bytes);
                if (id.equals(container)) {
                    return Optional.of(network);
                }
            }
            return Optional.empty();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("interfaces that end too soon", e);
        }
    }

    private static ByteBuffer begun(byte[] body) {
        if (body.length == 0 || body[0] != VERSION) {
            throw new IllegalArgumentException("interfaces of an unknown version");
        }
        return ByteBuffer.wrap(body).position(1);
    }

    private static void put(ByteBuffer bytes, NetworkInterfaces network) {
        bytes.put((byte) network.interfaces().size());
        PackedMinute.put(bytes, network.further());
        for (InterfaceCounters each : network.interfaces()) {
            byte[] name = each.name().getBytes(UTF_8);
            bytes.put((byte) name.length).put(name);
            PackedMinute.put(bytes, each.receivedBytes());
            PackedMinute.put(bytes, each.receivedPackets());
            PackedMinute.put(bytes, each.receivedErrors());
            PackedMinute.put(bytes, each.receivedDrops());
            PackedMinute.put(bytes, each.sentBytes());
            PackedMinute.put(bytes, each.sentPackets());
            PackedMinute.put(bytes, each.sentErrors());
            PackedMinute.put(bytes, each.sentDrops());
        }
    }

    private static NetworkInterfaces network(ByteBuffer bytes) {
        int count = bytes.get();
        int further = Math.toIntExact(PackedMinute.get(bytes));
        List<InterfaceCounters> interfaces = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            byte[] name = new byte[Byte.toUnsignedInt(bytes.get())];
            bytes.get(name);
            long[] counters = new long[COUNTERS];
            for (int place = 0; place < COUNTERS; place++) {
                counters[place] = PackedMinute.get(bytes);
            }
            interfaces.add(new InterfaceCounters(
                    new String(name, UTF_8),
                    counters[0],
                    counters[1],
                    counters[2],
                    counters[3],
                    counters[4],
                    counters[5],
                    counters[6],
                    counters[7]));
        }
        return new NetworkInterfaces(interfaces, further);
    }

    private static int most(NetworkInterfaces network) {
        int names = network.interfaces().stream()
                .mapToInt(each -> 1 + each.name().length() * MOST_BYTES_OF_A_CHARACTER)
                .sum();
        return 1 + MOST_BYTES_OF_A_NUMBER + names + network.interfaces().size() * COUNTERS * MOST_BYTES_OF_A_NUMBER;
    }
}
