package io.portreeve.agent.link;

import io.portreeve.contract.message.ContainerFacts;
import java.util.List;

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
    private static final int OVERHEAD_BYTES = 200;
    private static final int BYTES_PER_CONTAINER = 400;

    DurableBatch {
        containers = List.copyOf(containers);
    }

    /** About as much memory as it holds, but for its containers. */
    long frameBytes() {
        return (long) OVERHEAD_BYTES + frame.length;
    }

    /** About as much memory as its containers hold, when it shares them with no other. */
    long containerBytes() {
        return (long) BYTES_PER_CONTAINER * containers.size();
    }
}
