package io.portreeve.cloud.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What went through the network interfaces of a container, or of a host's machine.
 *
 * @param toldAt by our clock, when its agent told
 * @param interval between the last two readings, over which increases are told; zero if there is but one
 * @param further interfaces that are not told one by one
 */
public record NetworkUse(Instant toldAt, Duration interval, List<InterfaceUse> interfaces, int further) {
    public NetworkUse {
        interfaces = List.copyOf(interfaces);
    }
}
