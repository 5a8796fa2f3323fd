package io.portreeve.agent.collect;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.event.EventMemory;
import io.portreeve.agent.event.EventRecorder;
import io.portreeve.agent.host.HostFiles;
import io.portreeve.agent.host.MachineFiles;
import io.portreeve.agent.usage.Counters;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads all running containers every so often. Readings and rosters come from one thread, so that a reading never
 * names a container before its roster came.
 */
public final class Collector implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Collector.class.getName());
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);
    private static final Duration SECOND_READING = Duration.ofSeconds(1);
    private static final Duration LONGEST_STATS = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(60);

    private final Duration secondReading;
    private final Engine engine;
    private final HostFiles host;
    private final Clock clock;
    private final Collected collected;
    private final EventRecorder events;
    private final ContainerWatch watch;
    private final OptionalLong hostMemory;
    private final Map<Integer, ContainerMeter> meters = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "collect");
        made.setDaemon(true);
        return made;
    });

    private final CountDownLatch firstLook = new CountDownLatch(1);

    private final MachineMeter machine;
    private final WatchedContainers watched;
    private final InterfaceRounds interfaces;

    private volatile HostDescription description;
    private volatile ActionPolicy policy;
    private volatile Duration interval = DEFAULT_INTERVAL;
    private Optional<String> problem = Optional.empty();
    private Roster roster = Roster.EMPTY;
    private long readAtNanos;
    private long lookedAtNanos;
    private boolean started;

    public Collector(
            AgentConfig config, Engine engine, HostFiles host, Clock clock, EventMemory memory, Collected collected) {
        secondReading = config.intervals().bound(SECOND_READING);
        this.engine = engine;
        this.host = host;
        this.clock = clock;
        this.collected = collected;
        hostMemory = host.memoryBytes();
        description = HostDescription.of(host);
        machine = new MachineMeter(new MachineFiles(config), clock, collected::machine);
        watched = new WatchedContainers(thread, host, hostMemory, clock, collected::watched);
        interfaces = new InterfaceRounds(host, clock, System::nanoTime, collected::interfaces);
        events = new EventRecorder(memory, clock, collected::happened);
        policy = config.actions();
        watch = new ContainerWatch(
                engine, config.relistInterval(), () -> policy, config.logs(), events, new Observer());
    }

    public void start() {
        watch.start();
        machine.start();
    }

    /** Until the engine has described itself or has failed to, and no longer than that: the first HELLO names it. */
    public void awaitFirstLook(Duration patience) {
        try {
            if (!firstLook.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.fine("the engine has not answered yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The latest that is known. */
    public HostDescription description() {
        return description;
    }

    /** From the next reading on. */
    public void every(Duration newInterval) {
        interval = newInterval;
    }

    /** Reads these more often for a while, apart from the others, for whoever watches them. */
    public void watch(Set<Integer> containers, Duration every, Duration lasts) {
        if (every.compareTo(interval) < 0) {
            try {
                thread.execute(() -> watched.lease(containers, every, lasts));
            } catch (RejectedExecutionException e) {
                LOG.log(Level.FINE, "nothing is read any more", e);
            }
        }
    }

    /** What the host's owner allows from now on. */
    public void policy(ActionPolicy changed) {
        policy = changed;
    }

    @Override
    public void close() {
        watch.close();
        machine.close();
        thread.shutdownNow();
        events.finish();
    }

    private void take(Roster changed) {
        roster = changed;
        watched.roster(changed);
        Map<Integer, Roster.Entry> running = new HashMap<>();
        changed.entries().stream()
                .filter(entry -> entry.container().hasProcesses())
                .forEach(entry -> running.put(entry.number(), entry));
        meters.entrySet().removeIf(meter -> {
            Roster.Entry entry = running.get(meter.getKey());
            boolean over = entry == null || !meter.getValue().isOf(entry.container());
            if (over) {
                meter.getValue().close();
            }
            return over;
        });
        running.values()
                .forEach(entry ->
                        meters.computeIfAbsent(entry.number(), number -> new ContainerMeter(entry.container(), host)));
        collected.roster(changed);
        if (!started) {
            started = true;
            readAtNanos = System.nanoTime();
            lookedAtNanos = readAtNanos;
            readAfter(secondReading.toNanos());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the reading catches and logs what goes wrong
    private void readAfter(long nanos) {
        thread.schedule(this::readAndGoOn, nanos, TimeUnit.NANOSECONDS);
    }

    private void readAndGoOn() {
        long begun = System.nanoTime();
        try {
            read();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "cannot read the containers", e);
        }
        // From begin to begin, and never several at once to catch up after the machine slept.
        long wait = interval.toNanos() - (System.nanoTime() - begun);
        readAfter(Math.max(wait, 0));
    }

    private void read() {
        Instant readAt = clock.instant();
        long nanos = System.nanoTime();
        if (nanos - lookedAtNanos > LOOK_AGAIN.toNanos()) {
            lookedAtNanos = nanos;
            meters.values().forEach(ContainerMeter::lookAgain);
        }
        List<ContainerSample> samples = new ArrayList<>();
        Map<String, Roster.Entry> byEngine = new HashMap<>();
        for (Roster.Entry entry : roster.entries()) {
            ContainerMeter meter = meters.get(entry.number());
            if (meter == null) {
                continue;
            }
            if (meter.hasFiles()) {
                sample(entry, meter).ifPresent(samples::add);
            } else {
                byEngine.put(entry.container().id(), entry);
            }
        }
        samples.addAll(askEngine(byEngine));
        Duration since = Duration.ofMillis(Math.max(1, (nanos - readAtNanos) / 1_000_000));
        readAtNanos = nanos;
        if (!samples.isEmpty()) {
            collected.reading(new Reading(readAt, since, roster, samples));
        }
        interfaces.readIfDue(meters);
    }

    private Optional<ContainerSample> sample(Roster.Entry entry, ContainerMeter meter) {
        try {
            return meter.sample(entry.number(), hostMemory);
        } catch (IOException e) {
            LOG.log(
                    Level.FINE,
                    e,
                    () -> "a run is over: container=" + entry.container().id());
            meter.close();
            meters.put(entry.number(), new ContainerMeter(entry.container(), host));
            watch.suspect(entry.container().id());
            return Optional.empty();
        }
    }

    private List<ContainerSample> askEngine(Map<String, Roster.Entry> entries) {
        List<ContainerSample> samples = new ArrayList<>();
        if (entries.isEmpty() || problem.isPresent()) {
            return samples;
        }
        Duration half = interval.dividedBy(2);
        Map<String, Counters> answers = engine.stats(
                entries.keySet(),
                description.engineVersion(),
                half.compareTo(LONGEST_STATS) < 0 ? half : LONGEST_STATS);
        answers.forEach((id, stats) -> {
            int number = entries.get(id).number();
            meters.get(number).sample(number, hostMemoryOfEngine(), stats).ifPresent(samples::add);
        });
        return samples;
    }

    private OptionalLong hostMemoryOfEngine() {
        long bytes = description.memoryBytes();
        return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
    }

    private void report(Optional<String> now) {
        if (!now.equals(problem)) {
            problem = now;
            now.ifPresentOrElse(LOG::warning, () -> LOG.info("the Docker Engine can be read again"));
            collected.engineProblem(now);
            events.engine(now);
        }
    }

    private final class Observer implements ContainerWatch.Observer {
        @Override
        public void roster(Roster changed) {
            thread.execute(() -> take(changed));
        }

        @Override
        public void description(HostDescription seen) {
            description = seen;
            firstLook.countDown();
        }

        @Override
        public void problem(Optional<String> now) {
            firstLook.countDown();
            thread.execute(() -> report(now));
        }
    }
}
