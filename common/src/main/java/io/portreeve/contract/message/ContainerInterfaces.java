package io.portreeve.contract.message;

import io.portreeve.contract.sample.NetworkInterfaces;

/**
 * The network interfaces of one container.
 *
 * @param container its number, as the connection's inventory declared it
 */
public record ContainerInterfaces(int container, NetworkInterfaces network) {
    public ContainerInterfaces {
        if (container < 0) {
            throw new IllegalArgumentException("container number is negative: " + container);
        }
    }
}
