package io.portreeve.cloud.platform.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How often something may be tried within a window, counted over all nodes in Redis, and by this node alone while Redis
 * is away.
 */
@ApplicationScoped
public class RateLimit {
    private static final int MOST_LOCAL_KEYS = 10_000;
    private static final String COUNT = """
            local n = redis.call('INCR', KEYS[1])
            local left = redis.call('PTTL', KEYS[1])
            if left < 0 then
              redis.call('PEXPIRE', KEYS[1], ARGV[1])
              left = tonumber(ARGV[1])
            end
            if n > tonumber(ARGV[2]) then return left end
            return 0
            """;

    private static final String UNDO =
            "if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then return redis.call('DECR', KEYS[1]) end return 0";

    @Inject
    Redis redis;

    @Inject
    Clock clock;

    private final Map<String, Window> local = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MOST_LOCAL_KEYS;
        }
    };

    private record Window(Instant ends, int used) {}

    /**
     * Counts one attempt.
     *
     * @param key what is limited; a digest of anything secret or personal
     * @return empty if it is allowed, else how long until the window ends
     */
    public Optional<Duration> exceeded(String key, int permits, Duration window) {
        long left = redis.attempt(client -> client.eval(
                        COUNT,
                        List.of("rate:" + key),
                        List.of(Long.toString(window.toMillis()), Integer.toString(permits))))
                .map(answer -> (Long) answer)
                .orElseGet(() -> countHere(key, permits, window).toMillis());
        return left > 0 ? Optional.of(Duration.ofMillis(left)) : Optional.empty();
    }

    /** Takes back one counted attempt, because it was rightful after all. */
    public void undo(String key) {
        redis.attempt(client -> client.eval(UNDO, List.of("rate:" + key), List.of()));
        synchronized (this) {
            local.computeIfPresent(key, (name, window) -> new Window(window.ends(), Math.max(0, window.used() - 1)));
        }
    }

    private synchronized Duration countHere(String key, int permits, Duration length) {
        Instant now = clock.instant();
        Window before = local.get(key);
        Window window = before == null || !now.isBefore(before.ends())
                ? new Window(now.plus(length), 1)
                : new Window(before.ends(), Math.min(before.used() + 1, permits + 1));
        local.put(key, window);
        return window.used() > permits ? Duration.between(now, window.ends()) : Duration.ZERO;
    }
}
