package io.portreeve.agent.link;

import io.portreeve.agent.collect.Reading;
import io.portreeve.agent.collect.Roster;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.sample.ContainerSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who the containers of readings are. Worked out once for each roster, which is that of many readings. For one thread. */
final class ContainerNames {
    private final Map<Integer, ContainerFacts> facts = new HashMap<>();
    private Roster roster = Roster.EMPTY;

    NamedReading of(Reading reading) {
        look(reading.roster());
        List<ContainerFacts> containers = new ArrayList<>();
        List<ContainerSample> samples = new ArrayList<>();
        for (ContainerSample sample : reading.samples()) {
            samples.add(sample.numbered(containers.size()));
            containers.add(facts.get(sample.container()));
        }
        return new NamedReading(Messages.reading(reading, samples), containers);
    }

    @SuppressWarnings("ReferenceEquality") // another one that says the same is only worked out again
    private void look(Roster latest) {
        if (latest != roster) {
            roster = latest;
            facts.clear();
            latest.entries().forEach(entry -> facts.put(entry.number(), Messages.facts(entry)));
        }
    }
}
