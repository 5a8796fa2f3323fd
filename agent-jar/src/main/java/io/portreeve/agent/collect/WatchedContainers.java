package io.portreeve.agent.collect;

import io.portreeve.agent.host.HostFiles;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.ContainerSample;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads containers that somebody watches, as often as they want it, apart from what becomes history. Only from files:
 * asking the engine each second would cost it more than watching is worth. Its methods are called by the thread that it
 * is given.
 */
final class WatchedContainers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WatchedContainers.class.getName());

    private final ScheduledExecutorService thread;
    private final HostFiles host;
    private final OptionalLong hostMemory;
    private final Clock clock;
    private final Consumer<Reading> taker;
    private final Map<Integer, Long> leases = new HashMap<>();
    private final Map<Integer, ContainerMeter> meters = new HashMap<>();
    private Roster roster = Roster.EMPTY;
    private Duration interval = Duration.ofSeconds(1);
    private long readAtNanos;
    private boolean ticking;

    WatchedContainers(
            ScheduledExecutorService thread,
            HostFiles host,
            OptionalLong hostMemory,
            Clock clock,
            Consumer<Reading> taker) {
        this.thread = thread;
        this.host = host;
        this.hostMemory = hostMemory;
        this.clock = clock;
        this.taker = taker;
    }

    void lease(Set<Integer> containers, Duration every, Duration lasts) {
        interval = every;
        long until = System.nanoTime() + lasts.toNanos();
        for (Integer number : containers) {
            if (leases.size() < Limits.LEASED_CONTAINERS || leases.containsKey(number)) {
                leases.put(number, until);
            }
        }
        if (!ticking && !leases.isEmpty()) {
            ticking = true;
            readAtNanos = System.nanoTime();
            tick();
        }
    }

    void roster(Roster changed) {
        roster = changed;
    }

    /** Whether anything is leased. */
    boolean isReading() {
        return ticking;
    }

    @Override
    public void close() {
        leases.clear();
        open(Map.of());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the reading catches and logs what goes wrong
    private void tick() {
        long begun = System.nanoTime();
        leases.values().removeIf(until -> until - begun <= 0);
        if (leases.isEmpty()) {
            ticking = false;
            close();
            return;
        }
        try {
            read(begun);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "cannot read the containers that are watched", e);
        }
        long wait = interval.toNanos() - (System.nanoTime() - begun);
        thread.schedule(this::tick, Math.max(wait, 0), TimeUnit.NANOSECONDS);
    }

    private void read(long nanos) {
        Instant readAt = clock.instant();
        Set<Integer> before = Set.copyOf(meters.keySet());
        Map<Integer, Roster.Entry> leased = new HashMap<>();
        for (Roster.Entry entry : roster.entries()) {
            if (leases.containsKey(entry.number()) && entry.container().hasProcesses()) {
                leased.put(entry.number(), entry);
            }
        }
        open(leased);
        List<ContainerSample> samples = new ArrayList<>();
        for (Roster.Entry entry : leased.values()) {
            // A rate needs an interval, and what was opened a moment ago has none yet.
            if (before.contains(entry.number())) {
                sample(entry).ifPresent(samples::add);
            }
        }
        Duration since = Duration.ofMillis(Math.max(1, (nanos - readAtNanos) / 1_000_000));
        readAtNanos = nanos;
        if (!samples.isEmpty()) {
            taker.accept(new Reading(readAt, since, roster, samples));
        }
    }

    private void open(Map<Integer, Roster.Entry> leased) {
        meters.entrySet().removeIf(meter -> {
            Roster.Entry entry = leased.get(meter.getKey());
            boolean over = entry == null || !meter.getValue().isOf(entry.container());
            if (over) {
                meter.getValue().close();
            }
            return over;
        });
        leased.forEach(
                (number, entry) -> meters.computeIfAbsent(number, any -> new ContainerMeter(entry.container(), host)));
    }

    private Optional<ContainerSample> sample(Roster.Entry entry) {
        try {
            return meters.get(entry.number()).sample(entry.number(), hostMemory);
        } catch (IOException e) {
            LOG.log(
                    Level.FINE,
                    e,
                    () -> "a run is over: container=" + entry.container().id());
            meters.remove(entry.number()).close();
            return Optional.empty();
        }
    }
}
