package io.portreeve.contract.sample;

import io.portreeve.contract.protocol.Limits;

/**
 * What has gone through one network interface since it was made, as the kernel counts it. A counter that is lower than
 * at an earlier reading belongs to another interface of the same name.
 *
 * @param name as the kernel of its network names it, such as {@code eth0}
 * @param receivedErrors packets received with an error
 * @param receivedDrops packets received, and dropped
 */
public record InterfaceCounters(
        String name,
        long receivedBytes,
        long receivedPackets,
        long receivedErrors,
        long receivedDrops,
        long sentBytes,
        long sentPackets,
        long sentErrors,
        long sentDrops) {
    public InterfaceCounters {
        if (name.isEmpty() || name.length() > Limits.INTERFACE_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "name is empty or longer than " + Limits.INTERFACE_NAME_LENGTH + " characters");
        }
        boolean negative = Math.min(receivedBytes, receivedPackets) < 0
                || Math.min(receivedErrors, receivedDrops) < 0
                || Math.min(sentBytes, sentPackets) < 0
                || Math.min(sentErrors, sentDrops) < 0;
        if (negative) {
            throw new IllegalArgumentException("a counter is negative");
        }
    }
}
