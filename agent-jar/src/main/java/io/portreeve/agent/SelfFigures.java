package io.portreeve.agent;

import io.portreeve.agent.host.OwnProcess;
import io.portreeve.agent.logs.LogShelf;
import io.portreeve.agent.spool.Spool;
import io.portreeve.agent.spool.SpoolStatus;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.AgentFigures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How this agent fares; measured each time anew. For one thread. */
final class SelfFigures implements Supplier<AgentFigures> {
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Spool spool;
    private final LogShelf lines;
    private final LongSupplier reconnects;
    private final LongSupplier errors;
    private final Supplier<Optional<String>> updateRefusal;
    private final Clock clock;
    /** Not counted is what starting costs, which says nothing of the minutes after it. */
    private long cpuNanos = OwnProcess.cpu().toNanos();

    private long atNanos = System.nanoTime();

    SelfFigures(
            Spool spool,
            LogShelf lines,
            LongSupplier reconnects,
            LongSupplier errors,
            Supplier<Optional<String>> updateRefusal,
            Clock clock) {
        this.updateRefusal = updateRefusal;
        this.spool = spool;
        this.lines = lines;
        this.reconnects = reconnects;
        this.errors = errors;
        this.clock = clock;
    }

    @Override
    public AgentFigures get() {
        SpoolStatus status = spool.status();
        return new AgentFigures(
                cpuMillisPerMinute(),
                OwnProcess.residentBytes(),
                status.bytes(),
                status.oldest().map(this::age),
                status.problem().map(SelfFigures::cut),
                lines.bytes(),
                reconnects.getAsLong(),
                errors.getAsLong(),
                updateRefusal.get());
    }

    private long cpuMillisPerMinute() {
        long now = System.nanoTime();
        long cpu = OwnProcess.cpu().toNanos();
        double minutes = Math.max(1, now - atNanos) / (double) MINUTE_NANOS;
        long millis = Math.max(0, cpu - cpuNanos) / 1_000_000;
        cpuNanos = cpu;
        atNanos = now;
        return Math.round(millis / minutes);
    }

    private Duration age(Instant oldest) {
        Duration age = Duration.between(oldest, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static String cut(String text) {
        return text.length() > Limits.TEXT_LENGTH ? text.substring(0, Limits.TEXT_LENGTH) : text;
    }
}
