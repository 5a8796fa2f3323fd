package io.portreeve.agent.link;

import io.portreeve.agent.collect.InterfacesReading;
import io.portreeve.agent.collect.Roster;
import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.Capability;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.AgentFigures;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What outlives a connection: readings and events on their way, the latest roster and state of the engine. For one thread. */
final class Backlog {
    private static final List<Integer> TEXT_LENGTHS = List.of(Limits.TEXT_LENGTH, 256, 64);

    /** An inventory, and its bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared: it lives from here to the socket
    record Encoded(Inventory inventory, byte[] bytes) {}

    private final MessageCodec codec;
    private final Outbox outbox;
    private final EventsOutbox events;
    private final MachineOutbox machine;
    private final LogsOutbox logs;
    private final CloudClock clock;
    private Roster roster = Roster.EMPTY;
    private Optional<String> engineProblem = Optional.empty();
    private Optional<AgentFigures> figures = Optional.empty();
    private Optional<InterfacesReading> interfaces = Optional.empty();
    private long inventorySequence;

    Backlog(
            MessageCodec codec,
            CloudClock clock,
            Outbox outbox,
            EventsOutbox events,
            MachineOutbox machine,
            LogsOutbox logs) {
        this.codec = codec;
        this.clock = clock;
        this.outbox = outbox;
        this.events = events;
        this.machine = machine;
        this.logs = logs;
    }

    Outbox outbox() {
        return outbox;
    }

    MachineOutbox machine() {
        return machine;
    }

    EventsOutbox events() {
        return events;
    }

    LogsOutbox logs() {
        return logs;
    }

    /** A moment of the cloud's, by this host's clock. */
    Instant here(Instant atCloud) {
        return clock.here(atCloud);
    }

    ClockSkew clockSkew() {
        return clock.skew();
    }

    Roster roster() {
        return roster;
    }

    void roster(Roster changed) {
        roster = changed;
    }

    void engineProblem(Optional<String> problem) {
        engineProblem = problem.map(text -> Messages.cut(text, Limits.TEXT_LENGTH));
    }

    /** The latest that was read; empty if nothing was. */
    Optional<InterfacesReading> interfaces() {
        return interfaces;
    }

    void interfaces(InterfacesReading reading) {
        interfaces = Optional.of(reading);
    }

    void figures(AgentFigures measured) {
        figures = Optional.of(measured);
    }

    AgentStatus status() {
        return new AgentStatus(engineProblem, outbox.dropped(), clock.skew().told(), figures);
    }

    Map<Stream, Long> lastSequences() {
        Map<Stream, Long> sequences = new HashMap<>();
        if (outbox.lastSequence() > 0) {
            sequences.put(Stream.METRICS, outbox.lastSequence());
        }
        if (inventorySequence > 0) {
            sequences.put(Stream.INVENTORY, inventorySequence);
        }
        if (events.lastSequence() > 0) {
            sequences.put(Stream.EVENTS, events.lastSequence());
        }
        if (machine.lastSequence() > 0) {
            sequences.put(Stream.HOST_METRICS, machine.lastSequence());
        }
        if (logs.lastSequence() > 0) {
            sequences.put(Stream.LOGS, logs.lastSequence());
        }
        return sequences;
    }

    void connected(Welcome welcome) {
        clock.welcomed(welcome.cloudTime());
        Map<Stream, Long> acknowledged = welcome.acknowledged();
        outbox.connected(acknowledged.getOrDefault(Stream.METRICS, 0L), understands(welcome, Capability.TWO_STREAMS));
        machine.connected(
                acknowledged.getOrDefault(Stream.HOST_METRICS, 0L), understands(welcome, Capability.HOST_METRICS));
        logs.connected(acknowledged.getOrDefault(Stream.LOGS, 0L), understands(welcome, Capability.LOGS));
        events.connected(acknowledged.getOrDefault(Stream.EVENTS, 0L));
        inventorySequence = Math.max(inventorySequence, acknowledged.getOrDefault(Stream.INVENTORY, 0L));
    }

    private static boolean understands(Welcome welcome, Capability capability) {
        return welcome.understood().contains(capability.wireName());
    }

    /** All there is now, and what readings on their way name; with shorter texts or less of it where it must fit. */
    Encoded nextInventory() {
        inventorySequence++;
        for (int longest : TEXT_LENGTHS) {
            Encoded encoded = encode(roster, longest);
            if (fits(encoded.bytes)) {
                return encoded;
            }
        }
        Roster part = roster;
        Encoded encoded;
        do {
            part = new Roster(part.entries().subList(0, part.entries().size() / 2));
            encoded = encode(part, TEXT_LENGTHS.get(TEXT_LENGTHS.size() - 1));
        } while (!fits(encoded.bytes) && !part.entries().isEmpty());
        return encoded;
    }

    private Encoded encode(Roster whole, int longest) {
        Map<String, ContainerFacts> named = outbox.named();
        logs.undeclared().forEach(named::putIfAbsent);
        Inventory inventory = Messages.inventory(inventorySequence, whole, named, longest);
        return new Encoded(inventory, codec.encode(inventory));
    }

    private static boolean fits(byte[] message) {
        return message.length <= Limits.FRAME_BYTES
                || (message.length <= Limits.MESSAGE_BYTES && Frames.compress(message).length <= Limits.FRAME_BYTES);
    }
}
