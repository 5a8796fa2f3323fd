package io.portreeve.selfhosted.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How often one part may be started again: each time after twice the wait, a few times within some minutes. */
public final class RestartBudget {
    private static final int RESTARTS = 5;
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private final Deque<Instant> restarts = new ArrayDeque<>();

    /** How long to wait before the next restart; empty when the part has died too often. */
    public Optional<Duration> next(Instant now) {
        while (!restarts.isEmpty() && restarts.peekFirst().isBefore(now.minus(WITHIN))) {
            restarts.removeFirst();
        }
        if (restarts.size() >= RESTARTS) {
            return Optional.empty();
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << restarts.size());
        restarts.addLast(now);
        return Optional.of(wait);
    }
}
