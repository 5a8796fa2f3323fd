package io.portreeve.agent.link;

import io.portreeve.agent.collect.HostDescription;
import io.portreeve.agent.collect.Reading;
import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.HostFacts;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.protocol.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was collected, as messages. Texts beyond the contract's length are cut. */
final class Messages {
    private static final String REMOVED = "removed";

    private Messages() {}

    static HostFacts facts(HostDescription host) {
        return new HostFacts(
                cut(host.hostname(), Limits.TEXT_LENGTH),
                cut(host.operatingSystem(), Limits.TEXT_LENGTH),
                cut(host.kernel(), Limits.TEXT_LENGTH),
                cut(host.architecture(), Limits.TEXT_LENGTH),
                host.cpus(),
                host.memoryBytes(),
                cut(host.engineVersion(), Limits.TEXT_LENGTH),
                host.cgroupVersion());
    }

    static MetricsBatch metrics(long sequence, Reading reading) {
        return new MetricsBatch(sequence, reading.readAt(), reading.interval(), reading.samples());
    }

    /**
     * The inventory.
     *
     * @param named containers that readings on their way name; those no longer there are declared as removed
     * @param longest text
     */
    static Inventory inventory(long sequence, Roster roster, Map<Integer, Roster.Entry> named, int longest) {
        Map<Integer, Roster.Entry> gone = new TreeMap<>(named);
        List<ContainerFacts> containers = new ArrayList<>();
        for (Roster.Entry entry : roster.entries()) {
            gone.remove(entry.number());
            containers.add(facts(entry, entry.container().state(), longest));
        }
        gone.values().stream()
                .limit(Math.max(0, Limits.CONTAINERS_PER_HOST - containers.size()))
                .forEach(entry -> containers.add(facts(entry, REMOVED, longest)));
        return new Inventory(sequence, containers);
    }

    static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    private static ContainerFacts facts(Roster.Entry entry, String state, int longest) {
        EngineContainer container = entry.container();
        return new ContainerFacts(
                entry.number(),
                container.id(),
                cut(container.name(), longest),
                cut(container.image(), longest),
                cut(container.imageId(), longest),
                cut(state, longest),
                cut(container.health(), longest),
                cut(container.composeProject(), longest),
                cut(container.composeService(), longest),
                container.restartCount(),
                container.createdAt(),
                container.startedAt(),
                container.exitCode());
    }
}
