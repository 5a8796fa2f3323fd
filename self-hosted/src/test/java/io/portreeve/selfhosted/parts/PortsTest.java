package io.portreeve.selfhosted.parts;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portreeve.selfhosted.data.StartFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void portInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Ports.requireFree("127.0.0.1", taken.getLocalPort()))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void freePortIsFine() {
        Ports.requireFree("127.0.0.1", Ports.free());
    }
}
