package io.portreeve.cloud.fleet.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Nonces that this node has seen, for when Redis cannot be asked. Bounded: when it is full the oldest are forgotten,
 * which takes more than a hundred connections a second.
 */
public final class NonceMemory {
    static final int MOST = 100_000;

    private final Clock clock;
    private final Duration lifetime;
    private final Map<UUID, Instant> seen = new LinkedHashMap<>();

    public NonceMemory(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** Whether the nonce is new. */
    public synchronized boolean remember(UUID nonce) {
        Instant now = clock.instant();
        forgetBefore(now.minus(lifetime));
        return seen.putIfAbsent(nonce, now) == null;
    }

    private void forgetBefore(Instant limit) {
        Iterator<Instant> oldest = seen.values().iterator();
        while (oldest.hasNext() && (oldest.next().isBefore(limit) || seen.size() > MOST)) {
            oldest.remove();
        }
    }
}
