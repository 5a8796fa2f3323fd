package io.portreeve.contract.message;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All containers of the host, running or not, as they are now. It replaces what an earlier inventory said, and declares
 * the numbers that the metrics of this connection use. The agent sends one right after {@link Welcome}, then whenever
 * something changed.
 *
 * <p>A container that is gone while unacknowledged metrics still name it is listed with state {@code removed}.
 *
 * <p>A number, once given to a container, is not given to another one on the same connection.
 */
public record Inventory(long sequence, List<ContainerFacts> containers) implements AgentMessage, Durable {
    public Inventory {
        containers = List.copyOf(containers);
        Set<Integer> numbers = new HashSet<>();
        for (ContainerFacts container : containers) {
            if (!numbers.add(container.number())) {
                throw new IllegalArgumentException("container number declared twice: " + container.number());
            }
        }
    }

    @Override
    public Stream stream() {
        return Stream.INVENTORY;
    }
}
