package io.portreeve.agent.link;

import io.portreeve.contract.message.ContainerFacts;
import java.util.List;
import java.util.Map;

/**
 * Readings on their way into the history, encoded once. It names its containers by the engine's ids, so that it means the
 * same on any connection and after a restart, as long as an inventory has declared them.
 *
 * @param sequence its number, also within the frame
 * @param frame as it goes over the wire
 * @param containers those it names, as they were then
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DurableBatch(long sequence, byte[] frame, List<ContainerFacts> containers) {
    DurableBatch {
        containers = List.copyOf(containers);
    }

    /** Puts its containers there, by the engine's ids. */
    void nameIn(Map<String, ContainerFacts> named) {
        containers.forEach(container -> named.put(container.dockerId(), container));
    }
}
