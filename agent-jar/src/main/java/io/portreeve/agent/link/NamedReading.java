package io.portreeve.agent.link;

import io.portreeve.agent.collect.Reading;
import io.portreeve.agent.collect.Roster;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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

    static NamedReading of(Reading reading) {
        Map<Integer, Roster.Entry> entries =
                reading.roster().entries().stream().collect(Collectors.toMap(Roster.Entry::number, entry -> entry));
        List<ContainerFacts> containers = new ArrayList<>();
        List<ContainerSample> samples = new ArrayList<>();
        for (ContainerSample sample : reading.samples()) {
            samples.add(sample.numbered(containers.size()));
            containers.add(Messages.facts(entries.get(sample.container())));
        }
        return new NamedReading(Messages.reading(reading, samples), containers);
    }

    /** Puts its containers there, by the engine's ids. */
    void nameIn(Map<String, ContainerFacts> named) {
        containers.forEach(container -> named.put(container.dockerId(), container));
    }
}
