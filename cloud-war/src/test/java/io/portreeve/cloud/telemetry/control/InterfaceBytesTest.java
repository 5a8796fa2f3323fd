package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.InterfaceCounters;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InterfaceBytesTest {
    private static final UUID CONTAINER = new UUID(1, 2);
    private static final UUID OTHER = new UUID(-3, -4);

    @Test
    void whatIsPackedIsReadAgain() {
        NetworkInterfaces host = network(2, 0);
        NetworkInterfaces full = network(Limits.INTERFACES, Integer.MAX_VALUE);
        Map<UUID, NetworkInterfaces> containers = new LinkedHashMap<>();
        containers.put(OTHER, NetworkInterfaces.NONE);
        containers.put(CONTAINER, full);
        byte[] body = InterfaceBytes.pack(host, containers);
        assertThat(InterfaceBytes.host(body)).isEqualTo(host);
        assertThat(InterfaceBytes.container(body, CONTAINER)).contains(full);
        assertThat(InterfaceBytes.container(body, OTHER)).contains(NetworkInterfaces.NONE);
        assertThat(InterfaceBytes.container(body, new UUID(1, 3))).isEmpty();
    }

    @Test
    void containerWithOneInterfaceTakesFewBytes() {
        NetworkInterfaces usual = new NetworkInterfaces(
                List.of(new InterfaceCounters("eth0", 12_345_678, 45_678, 0, 0, 1_234_567, 34_567, 0, 0)), 0);
        int alone = InterfaceBytes.pack(usual, Map.of()).length;
        assertThat(InterfaceBytes.pack(usual, Map.of(CONTAINER, usual)).length - alone)
                .isLessThanOrEqualTo(42);
    }

    @Test
    void bytesThatEndTooSoonAreNone() {
        byte[] body = InterfaceBytes.pack(network(1, 0), Map.of(CONTAINER, network(3, 0)));
        byte[] cut = Arrays.copyOf(body, body.length - 1);
        assertThatIllegalArgumentException().isThrownBy(() -> InterfaceBytes.container(cut, CONTAINER));
        assertThatIllegalArgumentException().isThrownBy(() -> InterfaceBytes.host(new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> InterfaceBytes.host(new byte[] {1, 3}));
        assertThatIllegalArgumentException().isThrownBy(() -> InterfaceBytes.host(new byte[] {9}));
    }

    private static NetworkInterfaces network(int count, int further) {
        return new NetworkInterfaces(
                IntStream.range(0, count)
                        .mapToObj(number -> new InterfaceCounters(
                                number + "\u20ac".repeat(Limits.INTERFACE_NAME_LENGTH - 2),
                                Long.MAX_VALUE,
                                number,
                                0,
                                1,
                                2,
                                Long.MAX_VALUE - 1,
                                63,
                                64))
                        .toList(),
                further);
    }
}
