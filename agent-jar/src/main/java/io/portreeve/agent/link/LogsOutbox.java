package io.portreeve.agent.link;

import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.logs.LogPosition;
import io.portreeve.agent.logs.LogShelf;
import io.portreeve.agent.logs.LogStretch;
import io.portreeve.contract.log.ContainerLog;
import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.LogsBatch;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lines on their way to the cloud: one batch at a time, unchanged until it is answered. What waits behind it is on the shelf
 * and, beyond that, with the engine. For one thread.
 */
final class LogsOutbox {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int WEIGHT_PER_BATCH = 128 * 1024;
    private static final int MOST_DECLARED = 4 * Limits.CONTAINERS_PER_HOST;
    private static final String IN_FUTURE = "log-in-future";

    private final LogShelf shelf;
    private final CloudClock clock;
    private final Hold hold;
    private final Supplier<List<Roster.Entry>> departed;
    private final Consumer<Map<String, LogPosition>> stored;
    private final Set<String> declared = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_DECLARED;
        }
    });

    private Optional<LogsBatch> batch = Optional.empty();
    private Map<String, LogPosition> after = Map.of();
    private boolean isUnderstood;
    private boolean onItsWay;
    private long lastSequence;

    /**
     * An empty one.
     *
     * @param departed containers that are gone while their lines wait
     * @param nanos of a clock that nobody sets
     * @param stored gets the positions behind what is acknowledged
     */
    LogsOutbox(
            LogShelf shelf,
            CloudClock clock,
            Supplier<List<Roster.Entry>> departed,
            LongSupplier nanos,
            Consumer<Map<String, LogPosition>> stored) {
        this.shelf = shelf;
        this.clock = clock;
        hold = new Hold(nanos);
        this.departed = departed;
        this.stored = stored;
    }

    /** An inventory named these; lines of others have to wait. */
    void declared(Set<String> dockerIds) {
        declared.addAll(dockerIds);
    }

    /** Containers that are gone, of which lines wait until they are declared, by the engine's ids. */
    Map<String, ContainerFacts> undeclared() {
        Map<String, ContainerFacts> undeclared = new LinkedHashMap<>();
        for (Roster.Entry entry : departed.get()) {
            if (!declared.contains(entry.container().id())) {
                undeclared.put(entry.container().id(), Messages.facts(entry));
            }
        }
        return undeclared;
    }

    /** A new connection: what was stored is done with, everything else is to be sent (again) to a cloud that takes it. */
    void connected(long acknowledged, boolean understood) {
        acknowledge(acknowledged);
        isUnderstood = understood;
        onItsWay = false;
        lastSequence = Math.max(lastSequence, acknowledged);
    }

    /** What to send now. */
    Optional<LogsBatch> next() {
        if (onItsWay || !isUnderstood || hold.isOn()) {
            return Optional.empty();
        }
        if (hold.isOver()) {
            batch = batch.map(held -> new LogsBatch(
                    held.sequence(),
                    held.containers().stream().map(this::corrected).toList()));
        }
        if (batch.isEmpty() && shelf.isRipe(PATIENCE)) {
            batch = made(shelf.take(declared::contains, Limits.LOG_LINES_PER_BATCH, WEIGHT_PER_BATCH));
        }
        onItsWay = batch.isPresent();
        return batch;
    }

    /** Everything up to the number is stored, or never will be. */
    void acknowledge(long sequence) {
        if (batch.isPresent() && batch.get().sequence() <= sequence) {
            stored.accept(after);
            batch = Optional.empty();
            onItsWay = false;
        }
    }

    /**
     * The cloud will not have the batch like this. What is ahead of its clock comes again in a moment, by what is known of
     * that clock then; of anything else a gap is told instead, and if that is refused too, nothing.
     */
    void refuse(long sequence, String code) {
        if (batch.isEmpty() || batch.get().sequence() != sequence) {
            return;
        }
        List<ContainerLog> refused = batch.get().containers();
        boolean isHeld = code.equals(IN_FUTURE);
        boolean hasLines = refused.stream().anyMatch(log -> !log.lines().isEmpty());
        if (isHeld || hasLines) {
            // Under a new number: the old one has its answer.
            batch = Optional.of(new LogsBatch(
                    ++lastSequence,
                    refused.stream().map(isHeld ? this::corrected : this::gap).toList()));
            onItsWay = false;
            if (isHeld && batch.get().containers().equals(refused)) {
                hold.begin();
            }
        } else {
            acknowledge(sequence);
        }
    }

    /** How many batches are sent on this connection and not answered. */
    int inFlight() {
        return onItsWay ? 1 : 0;
    }

    /** The last number given out; 0 if none was. */
    long lastSequence() {
        return lastSequence;
    }

    private Optional<LogsBatch> made(List<LogStretch> stretches) {
        if (stretches.isEmpty()) {
            return Optional.empty();
        }
        List<ContainerLog> logs = new ArrayList<>();
        Map<String, LogPosition> positions = new HashMap<>();
        for (LogStretch stretch : stretches) {
            LogPosition end = stretch.after();
            logs.add(corrected(new ContainerLog(
                    stretch.dockerId(), end.generation(), end.number(), stretch.lines(), stretch.gaps())));
            positions.put(stretch.dockerId(), end);
        }
        after = positions;
        return Optional.of(new LogsBatch(++lastSequence, logs));
    }

    private ContainerLog corrected(ContainerLog log) {
        return new ContainerLog(
                log.dockerId(),
                log.generation(),
                log.through(),
                log.lines().stream().map(this::corrected).toList(),
                log.gaps().stream().map(this::corrected).toList());
    }

    private LogLine corrected(LogLine line) {
        long time = clock.correctedNanos(line.timeNanos(), Limits.LOG_PAST_TOLERANCE);
        return time == line.timeNanos() ? line : new LogLine(line.number(), time, line.stderr(), line.text());
    }

    private LogGap corrected(LogGap gap) {
        Instant to = clock.corrected(gap.to(), Limits.LOG_PAST_TOLERANCE);
        Instant from = gap.from().isAfter(to) ? to : gap.from();
        return new LogGap(gap.number(), from, to, gap.reason(), gap.missed());
    }

    private ContainerLog gap(ContainerLog log) {
        Instant now = clock.now();
        Instant from = log.lines().stream()
                .mapToLong(LogLine::timeNanos)
                .mapToObj(nanos -> Instant.ofEpochSecond(0, nanos))
                .min(Instant::compareTo)
                .orElse(now);
        long missed = log.lines().size()
                + log.gaps().stream().mapToLong(LogGap::missed).sum();
        LogGap gap = new LogGap(log.through(), from.isAfter(now) ? now : from, now, LogGap.REFUSED, missed);
        return new ContainerLog(log.dockerId(), log.generation(), log.through(), List.of(), List.of(gap));
    }
}
