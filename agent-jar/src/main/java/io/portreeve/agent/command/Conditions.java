package io.portreeve.agent.command;

import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.Precondition;
import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Containers as the contract wants them. */
final class Conditions {
    private Conditions() {}

    static ContainerCondition of(EngineContainer container) {
        return new ContainerCondition(
                cut(container.state()), cut(container.imageId()), millis(container.startedAt()), container.exitCode());
    }

    /** Why the container is not the one that was meant; empty if it is. */
    static Optional<String> mismatch(Precondition wanted, ContainerCondition now) {
        Optional<Instant> start = millis(wanted.startedAt());
        if (start.isPresent() && !start.equals(now.startedAt())) {
            return Optional.of("it was started at "
                    + now.startedAt().map(Instant::toString).orElse("no time") + ", not at " + start.get());
        }
        if (!wanted.imageId().isEmpty() && !wanted.imageId().equals(now.imageId())) {
            return Optional.of("its image is " + now.imageId() + ", not " + wanted.imageId());
        }
        return Optional.empty();
    }

    static String cut(String text) {
        return cut(text, Limits.TEXT_LENGTH);
    }

    static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    private static Optional<Instant> millis(Optional<Instant> instant) {
        return instant.map(precise -> precise.truncatedTo(ChronoUnit.MILLIS));
    }
}
