package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.HostFacts;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** What an agent of the tests says. */
final class Messages {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final AuthenticatedAgent AGENT = new AuthenticatedAgent(
            new OrganizationId(new UUID(0, 1)), new HostId(new UUID(0, 2)), new AgentId(new UUID(0, 3)));

    private static final MessageCodec CODEC = new MessageCodec();

    private Messages() {}

    static String text(AgentMessage message) {
        return new String(CODEC.encode(message), StandardCharsets.UTF_8);
    }

    static AgentSession session(long epoch, Map<Stream, Long> acknowledged) {
        return new AgentSession(AGENT, epoch, acknowledged);
    }

    static Hello hello() {
        HostFacts host = new HostFacts("host-1", "Debian", "6.1", "x86_64", 2, 1L << 30, "20.10", 1);
        return new Hello("0.1", Set.of("metrics"), host, NOW, Map.of());
    }

    /** Of an agent that acts on containers. */
    static Hello actingHello() {
        return hello("metrics", "actions");
    }

    /** Of an agent that can do this. */
    static Hello hello(String... capabilities) {
        Hello plain = hello();
        return new Hello(
                plain.agentVersion(), Set.of(capabilities), plain.host(), plain.sentAt(), plain.lastSequences());
    }

    static Inventory inventory(long sequence, int... numbers) {
        return new Inventory(
                sequence, Arrays.stream(numbers).mapToObj(Messages::container).toList());
    }

    static ContainerFacts container(int number) {
        return container(number, "%064x".formatted(number));
    }

    static ContainerFacts container(int number, String dockerId) {
        return container(number, dockerId, "running");
    }

    /** Which the engine has no more. */
    static ContainerFacts removed(ContainerFacts container) {
        return container(container.number(), container.dockerId(), ContainerFacts.REMOVED);
    }

    private static ContainerFacts container(int number, String dockerId, String state) {
        return new ContainerFacts(
                number,
                dockerId,
                "name-" + number,
                "nginx:1",
                "",
                state,
                "",
                "",
                "",
                0,
                NOW,
                Optional.of(NOW),
                Optional.empty());
    }

    static Map<Integer, ContainerId> ids(int... numbers) {
        return IntStream.of(numbers)
                .boxed()
                .collect(java.util.stream.Collectors.toMap(
                        number -> number, number -> new ContainerId(new UUID(9, number))));
    }

    static MetricsBatch metrics(long sequence, int... numbers) {
        return new MetricsBatch(
                sequence,
                NOW,
                Duration.ofSeconds(10),
                Arrays.stream(numbers)
                        .mapToObj(number -> new ContainerSample(number, 0.5, 0, 1, 2, 3, 4, 5, 6, 7))
                        .toList());
    }

    /** Two readings, whose containers have the ids of these numbers. */
    static MetricsBatch packed(long sequence, int... numbers) {
        List<ContainerSample> samples = IntStream.range(0, numbers.length)
                .mapToObj(place -> new ContainerSample(place, 0.5, 0, 1, 2, 3, 4, 5, 6, 7))
                .toList();
        return new MetricsBatch(
                sequence,
                Arrays.stream(numbers).mapToObj("%064x"::formatted).toList(),
                List.of(
                        new HostReading(NOW, Duration.ofSeconds(10), samples),
                        new HostReading(NOW.plusSeconds(10), Duration.ofSeconds(10), samples)));
    }

    static EventsBatch events(long sequence, Instant at, String... kinds) {
        return new EventsBatch(
                sequence, Arrays.stream(kinds).map(kind -> event(at, kind)).toList(), List.of());
    }

    private static EngineEvent event(Instant at, String kind) {
        return new EngineEvent(
                at.getEpochSecond() * 1_000_000_000L + at.getNano(),
                kind,
                "%064x".formatted(1),
                "name-1",
                "nginx:1",
                "",
                "",
                kind.equals("container.die") ? Optional.of(3) : Optional.empty(),
                Map.of());
    }
}
