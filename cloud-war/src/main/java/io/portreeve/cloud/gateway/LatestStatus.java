package io.portreeve.cloud.gateway;

import io.portreeve.contract.message.AgentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How an agent says it is: however often it says so, only the latest is stored, and not too often. For one thread. */
final class LatestStatus {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private Optional<AgentStatus> waiting = Optional.empty();
    private Instant storedAt = Instant.EPOCH;

    void offer(AgentStatus status) {
        waiting = Optional.of(status);
    }

    boolean isDue(Instant now) {
        return waiting.isPresent() && !now.isBefore(storedAt.plus(PAUSE));
    }

    /** What is to be stored now, if anything. */
    Optional<AgentStatus> due(Instant now) {
        if (!isDue(now)) {
            return Optional.empty();
        }
        Optional<AgentStatus> due = waiting;
        waiting = Optional.empty();
        storedAt = now;
        return due;
    }
}
