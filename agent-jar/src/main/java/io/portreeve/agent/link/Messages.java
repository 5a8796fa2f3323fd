package io.portreeve.agent.link;

import io.portreeve.agent.collect.HostDescription;
import io.portreeve.agent.collect.InterfacesReading;
import io.portreeve.agent.collect.Reading;
import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.agent.logs.WatchedLog;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.ContainerInterfaces;
import io.portreeve.contract.message.HostFacts;
import io.portreeve.contract.message.Interfaces;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.LiveLogs;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What was collected, as messages. Texts beyond the contract's length are cut. */
final class Messages {
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

    static HostReading reading(Reading reading, List<ContainerSample> samples) {
        return new HostReading(reading.readAt().truncatedTo(ChronoUnit.MILLIS), reading.interval(), samples);
    }

    static LiveLogs live(WatchedLog log) {
        String state = log.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new LiveLogs(log.number(), state, log.missed(), log.lines());
    }

    /** As many containers as there may be interfaces in one message, those of the lowest numbers first. */
    static Interfaces interfaces(InterfacesReading reading) {
        List<ContainerInterfaces> containers = new ArrayList<>();
        int room = Limits.INTERFACES_PER_MESSAGE;
        for (Map.Entry<Integer, NetworkInterfaces> each : new TreeMap<>(reading.containers()).entrySet()) {
            room -= each.getValue().interfaces().size();
            if (room < 0 || containers.size() == Limits.CONTAINERS_PER_HOST) {
                break;
            }
            containers.add(new ContainerInterfaces(each.getKey(), each.getValue()));
        }
        return new Interfaces(reading.readAt(), reading.host(), containers);
    }

    static ContainerFacts facts(Roster.Entry entry) {
        return facts(entry, entry.container().state(), Limits.TEXT_LENGTH);
    }

    /**
     * The inventory.
     *
     * @param named containers that batches on their way name; those no longer there are declared as removed
     * @param longest text
     */
    static Inventory inventory(long sequence, Roster roster, Map<String, ContainerFacts> named, int longest) {
        Map<String, ContainerFacts> gone = new LinkedHashMap<>(named);
        List<ContainerFacts> containers = new ArrayList<>();
        for (Roster.Entry entry : roster.entries()) {
            gone.remove(entry.container().id());
            containers.add(facts(entry, entry.container().state(), longest));
        }
        Set<Integer> taken = new HashSet<>();
        containers.forEach(container -> taken.add(container.number()));
        for (ContainerFacts container : gone.values()) {
            if (containers.size() < Limits.CONTAINERS_PER_HOST) {
                int number = container.number();
                while (!taken.add(number)) {
                    number = Math.incrementExact(Collections.max(taken));
                }
                containers.add(facts(container, number, ContainerFacts.REMOVED, longest));
            }
        }
        return new Inventory(sequence, containers);
    }

    /** The same under another number, with no text longer than that. */
    static ContainerFacts facts(ContainerFacts container, int number, String state, int longest) {
        return new ContainerFacts(
                number,
                container.dockerId(),
                cut(container.name(), longest),
                cut(container.image(), longest),
                cut(container.imageId(), longest),
                state,
                cut(container.health(), longest),
                cut(container.composeProject(), longest),
                cut(container.composeService(), longest),
                container.restartCount(),
                container.createdAt(),
                container.startedAt(),
                container.exitCode(),
                container.allowed());
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
                container.exitCode(),
                Optional.of(entry.allowed()));
    }
}
