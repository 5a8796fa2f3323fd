package io.portreeve.agent.link;

import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.sample.HostReading;
import java.util.List;
import java.util.Map;

/**
 * A reading that means the same in any process.
 *
 * @param reading the number of a sample is a place among the containers
 * @param containers as they were then
 */
record NamedReading(HostReading reading, List<ContainerFacts> containers) {
    NamedReading {
        containers = List.copyOf(containers);
    }

    /** Puts its containers there, by the engine's ids. */
    void nameIn(Map<String, ContainerFacts> named) {
        containers.forEach(container -> named.put(container.dockerId(), container));
    }
}
