package io.portreeve.agent.link;

import io.portreeve.agent.collect.Reading;
import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.contract.sample.ContainerSample;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Things to send. */
final class Readings {
    private Readings() {}

    static Roster roster(int... numbers) {
        return new Roster(Arrays.stream(numbers)
                .mapToObj(number -> new Roster.Entry(number, container(number), Set.of("start")))
                .toList());
    }

    static Reading of(Roster roster) {
        return at(Instant.ofEpochMilli(System.currentTimeMillis()), roster);
    }

    static Reading at(Instant readAt, Roster roster) {
        return new Reading(
                readAt,
                Duration.ofSeconds(10),
                roster,
                roster.entries().stream().map(entry -> sample(entry.number())).toList());
    }

    private static ContainerSample sample(int number) {
        return new ContainerSample(number, 0.5, Double.NaN, 1000, 2000, 1, 2, 3, 4, 5, 0.25);
    }

    private static EngineContainer container(int number) {
        return new EngineContainer(
                String.format("%064x", number),
                "container-" + number,
                "busybox:1",
                "sha256:" + number,
                "running",
                "",
                "",
                "",
                0,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                1000 + number,
                true,
                Map.of());
    }
}
