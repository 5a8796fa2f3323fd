package io.portreeve.cloud.telemetry.control;

import java.time.Duration;

/**
 * How long the writer waits for more batches: the larger a transaction, the less each batch of it costs, since an
 * organization's batches share their statements. A large fleet has enough to wait for; with a small one, or one agent's
 * backlog, waiting would only cost time.
 */
public final class Linger {
    public static final Duration SHORT = Duration.ofMillis(150);
    public static final Duration LONG = Duration.ofMillis(900);

    /** So many within a short wait, or half as many once the wait is long. */
    private static final int MANY = 30;

    private Linger() {}

    /** How long to wait next, where a transaction after such a wait had so many batches. */
    public static Duration after(int batches, Duration waited) {
        long withinShort = batches * SHORT.toMillis() / waited.toMillis();
        boolean many = waited.equals(LONG) ? withinShort >= MANY / 2 : withinShort >= MANY;
        return many ? LONG : SHORT;
    }
}
