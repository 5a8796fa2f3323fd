package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.Durable;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.LogsBatch;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.message.Refused;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.ContainerSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The durable messages of one connection that wait for their answer. One at a time is being stored, in the order they
 * came: a later one that is committed before an earlier one fails would make the cursor pass the failed one. The others
 * are kept as the frames that they came in, and count against the room that all connections of the node share.
 */
final class DurableQueue {
    /** Well above what an agent may have in flight, so that only a broken one reaches it. */
    static final int CAPACITY = 32;

    static final Duration RETRY = Duration.ofSeconds(1);

    /** What became of a message that was offered. */
    enum Offer {
        TAKEN,
        /** More wait than an agent may have in flight. */
        TOO_MANY,
        /** The node has no room left, or none for this organization. */
        NO_ROOM
    }

    private final MessageCodec codec;
    private final WaitingRoom room;
    private final Deque<WaitingMessage> waiting = new ArrayDeque<>(1);
    private final List<CloudMessage> answers = new ArrayList<>();
    private final Map<Stream, Long> answered = new EnumMap<>(Stream.class);
    private final Map<Stream, Long> received = new EnumMap<>(Stream.class);

    private Map<Integer, ContainerId> numbers = Map.of();
    private Map<Integer, ContainerId> present = Map.of();
    private Map<String, ContainerId> ids = Map.of();
    private OrganizationId organization;
    private boolean storing;
    private Instant retryAt = Instant.MIN;

    DurableQueue(MessageCodec codec, WaitingRoom room) {
        this.codec = codec;
        this.room = room;
    }

    /** What was stored before this connection, and whose agent it is; comes before any message. */
    void acknowledged(OrganizationId agents, Map<Stream, Long> cursors) {
        organization = agents;
        answered.putAll(cursors);
    }

    /** Takes a message, unless it came before; of the frame that it came in. */
    Offer offer(Durable message, WaitingMessage.Frame frame) {
        Stream stream = message.stream();
        if (isKnown(message)) {
            if (message.sequence() <= answered(stream)) {
                answers.add(new Acknowledged(stream, answered(stream)));
            }
            return Offer.TAKEN;
        }
        if (waiting.size() == CAPACITY) {
            return Offer.TOO_MANY;
        }
        WaitingMessage added = new WaitingMessage(message, frame);
        if (!room.take(organization, added.bytes())) {
            return Offer.NO_ROOM;
        }
        received.put(stream, message.sequence());
        waiting.add(added);
        if (waiting.size() > 1) {
            added.fold();
        }
        return Offer.TAKEN;
    }

    /** Nothing is answered any more. */
    void clear() {
        waiting.forEach(message -> room.leave(organization, message.bytes()));
        waiting.clear();
    }

    /** Whether one waits that may be stored now. */
    boolean isDue(Instant now) {
        return !storing && !waiting.isEmpty() && !now.isBefore(retryAt);
    }

    /** Answers, and the message to store next if none is being stored. */
    List<Effect> process(AgentSession session, Instant now) {
        List<Effect> effects = new ArrayList<>();
        while (isDue(now)) {
            Durable head = waiting.element().unfolded(codec);
            Optional<Refused> refusal = refusal(head);
            if (refusal.isPresent()) {
                answerHead(refusal.get());
            } else {
                storing = true;
                effects.add(store(session, head));
            }
        }
        if (!answers.isEmpty()) {
            effects.addAll(0, answers.stream().map(Effect.Send::new).toList());
            answers.clear();
        }
        return effects;
    }

    void acknowledgeHead() {
        WaitingMessage head = waiting.element();
        long upTo = Math.max(head.sequence(), answered(head.stream()));
        answerHead(new Acknowledged(head.stream(), upTo));
    }

    void refuseHead(String code, String detail) {
        WaitingMessage head = waiting.element();
        answerHead(new Refused(head.stream(), head.sequence(), code, detail));
    }

    void retryHeadAfter(Instant now) {
        storing = false;
        waiting.element().fold();
        retryAt = now.plus(RETRY);
    }

    /** The inventory at the head is stored. */
    void declared(Map<Integer, ContainerId> declared) {
        numbers = Map.copyOf(declared);
        Map<String, ContainerId> byDockerId = new HashMap<>();
        Map<Integer, ContainerId> there = new HashMap<>(declared);
        if (waiting.element().unfolded(codec) instanceof Inventory inventory) {
            for (ContainerFacts container : inventory.containers()) {
                byDockerId.put(container.dockerId(), numbers.get(container.number()));
                if (container.wasRemoved()) {
                    there.remove(container.number());
                }
            }
        }
        byDockerId.values().removeIf(Objects::isNull);
        ids = Map.copyOf(byDockerId);
        present = there.size() == numbers.size() ? numbers : Map.copyOf(there);
    }

    /** The containers that the last stored inventory declared. */
    Map<Integer, ContainerId> numbers() {
        return numbers;
    }

    /** Likewise, without those that the engine has no more. */
    Map<Integer, ContainerId> present() {
        return present;
    }

    /** An inventory that was stored on an earlier connection still declares numbers on this one. */
    private boolean isKnown(Durable message) {
        long known = received.getOrDefault(message.stream(), 0L);
        if (!(message instanceof Inventory)) {
            known = Math.max(known, answered(message.stream()));
        }
        return message.sequence() <= known;
    }

    private void answerHead(CloudMessage answer) {
        storing = false;
        WaitingMessage head = waiting.remove();
        room.leave(organization, head.bytes());
        answered.merge(head.stream(), head.sequence(), Math::max);
        answers.add(answer);
    }

    private Effect store(AgentSession session, Durable message) {
        if (message instanceof Inventory inventory) {
            return new Effect.StoreInventory(session, inventory);
        }
        if (message instanceof EventsBatch events) {
            return new Effect.StoreEvents(session, events);
        }
        if (message instanceof LogsBatch logs) {
            return new Effect.StoreLogs(session, logs);
        }
        if (message instanceof HostMetrics machine) {
            return new Effect.StoreHostMetrics(session, machine);
        }
        MetricsBatch batch = (MetricsBatch) message;
        return new Effect.StoreMetrics(session, batch, batch.isPacked() ? places(batch) : numbers);
    }

    private Optional<Refused> refusal(Durable message) {
        if (message instanceof Inventory inventory) {
            return refusal(inventory);
        }
        return message instanceof MetricsBatch batch ? refusal(batch) : Optional.empty();
    }

    private static Optional<Refused> refusal(Inventory inventory) {
        List<ContainerFacts> containers = inventory.containers();
        if (containers.size() > Limits.CONTAINERS_PER_HOST) {
            return Optional.of(refused(
                    inventory,
                    "too-many-containers",
                    "A host may declare " + Limits.CONTAINERS_PER_HOST + " containers."));
        }
        if (containers.stream().map(ContainerFacts::dockerId).distinct().count() < containers.size()) {
            return Optional.of(refused(inventory, "container-declared-twice", "A container is declared twice."));
        }
        return Optional.empty();
    }

    private Optional<Refused> refusal(MetricsBatch batch) {
        java.util.stream.Stream<?> named = batch.isPacked()
                ? batch.containers().stream().filter(id -> !ids.containsKey(id))
                : batch.first().samples().stream()
                        .map(ContainerSample::container)
                        .filter(number -> !numbers.containsKey(number));
        return named.findFirst()
                .map(unknown -> refused(
                        batch, "unknown-container", "No inventory of this connection declared " + unknown + "."));
    }

    private Map<Integer, ContainerId> places(MetricsBatch batch) {
        Map<Integer, ContainerId> places = new HashMap<>();
        for (String id : batch.containers()) {
            places.put(places.size(), ids.get(id));
        }
        return places;
    }

    private static Refused refused(Durable message, String code, String detail) {
        return new Refused(message.stream(), message.sequence(), code, detail);
    }

    private long answered(Stream stream) {
        return answered.getOrDefault(stream, 0L);
    }
}
