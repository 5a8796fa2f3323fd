package io.portreeve.cloud.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Identity of an event: the moment in nanoseconds, then a hash of what happened to whom (a UUID of version 8). Ids
 * order by time, and one occurrence that is told twice has one id.
 */
public record EventId(UUID value) {
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 1L << 63;
    private static final int HASHED_BITS = 58;
    private static final Instant LATEST = Instant.ofEpochSecond(0, Long.MAX_VALUE);

    public EventId {
        Objects.requireNonNull(value, "value");
    }

    /** Of what happened at that moment to whom the texts name. */
    public static EventId of(Instant at, String... identity) {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", identity).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        return of(nanos(at), ByteBuffer.wrap(digest).getLong() >>> (Long.SIZE - HASHED_BITS));
    }

    /** Not after the id of any event at or after the moment, and after those of all events before it. */
    public static EventId atOrAfter(Instant at) {
        return of(nanos(at), 0);
    }

    private static EventId of(long nanos, long hash) {
        long high = (nanos & ~0xFFFFL) | VERSION_8 | ((nanos >>> 4) & 0xFFF);
        long low = VARIANT | ((nanos & 0xF) << HASHED_BITS) | hash;
        return new EventId(new UUID(high, low));
    }

    private static long nanos(Instant at) {
        if (at.isBefore(Instant.EPOCH)) {
            return 0;
        }
        return at.isAfter(LATEST) ? Long.MAX_VALUE : at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
