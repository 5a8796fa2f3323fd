package io.portreeve.agent.collect;

import io.portreeve.contract.sample.NetworkInterfaces;
import java.time.Instant;
import java.util.Map;

/**
 * What has gone through each network interface until one moment.
 *
 * @param host those of the machine
 * @param containers by the roster's numbers; one without a network of its own is left out
 */
public record InterfacesReading(Instant readAt, NetworkInterfaces host, Map<Integer, NetworkInterfaces> containers) {
    public InterfacesReading {
        containers = Map.copyOf(containers);
    }
}
