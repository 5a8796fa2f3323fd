package io.portreeve.agent.command;

import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineContainer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** When containers ran last: what ran since it was seen is not what was seen. */
final class LastRun {
    private LastRun() {}

    static Function<String, Optional<String>> of(Engine engine) {
        return id -> engine.inspect(id).flatMap(EngineContainer::startedAt).map(Instant::toString);
    }
}
