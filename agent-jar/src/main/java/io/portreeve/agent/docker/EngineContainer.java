package io.portreeve.agent.docker;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A container as the engine describes it.
 *
 * @param id 64 hexadecimal digits
 * @param name without the leading slash
 * @param image as it was asked for
 * @param state the engine's word
 * @param health the engine's word; empty without a health check
 * @param composeProject empty without
 * @param composeService empty without
 * @param startedAt start of the present or last run
 * @param exitCode of the last run; absent while it runs
 * @param pid of the first process on the engine's machine; 0 when none runs
 * @param ownNetwork false if it uses the host's or another container's
 * @param labels all of them
 */
public record EngineContainer(
        String id,
        String name,
        String image,
        String imageId,
        String state,
        String health,
        String composeProject,
        String composeService,
        int restartCount,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Integer> exitCode,
        int pid,
        boolean ownNetwork,
        Map<String, String> labels) {
    public EngineContainer {
        labels = Map.copyOf(labels);
    }

    /** Whether it has processes, frozen ones included. */
    public boolean hasProcesses() {
        return pid > 0 && (state.equals("running") || state.equals("paused"));
    }
}
