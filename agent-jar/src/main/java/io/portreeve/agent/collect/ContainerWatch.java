package io.portreeve.agent.collect;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.config.LogConfig;
import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.agent.docker.EngineException;
import io.portreeve.agent.docker.EngineOccurrence;
import io.portreeve.agent.docker.ListedContainer;
import io.portreeve.agent.event.EventRecorder;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Keeps the roster in step with the engine: follows events, lists anew every so often and after each loss of the
 * events. What it knew stays while the engine does not answer. One thread of its own.
 */
final class ContainerWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ContainerWatch.class.getName());
    private static final Set<String> CHANGES = Set.of(
            "create", "start", "restart", "die", "pause", "unpause", "rename", "update", "destroy", "health_status");
    private static final Duration LONGEST_LOOK_AWAY = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    /** Gets what the watch sees, on its thread. */
    interface Observer {
        void roster(Roster roster);

        void description(HostDescription description);

        void problem(Optional<String> problem);
    }

    private final Engine engine;
    private final Duration relistInterval;
    private final EventRecorder recorder;
    private final Observer observer;
    private final Numbers numbers = new Numbers();
    private final Allowances allowances;
    private final Map<String, EngineContainer> known = new HashMap<>();
    private final Thread thread = new Thread(this::run, "containers");
    private volatile Changes changes = new Changes();
    private volatile boolean closed;
    private Roster published = Roster.EMPTY;

    ContainerWatch(
            Engine engine,
            Duration relistInterval,
            Supplier<ActionPolicy> policy,
            LogConfig logs,
            EventRecorder recorder,
            Observer observer) {
        allowances = new Allowances(policy, logs);
        this.engine = engine;
        this.recorder = recorder;
        this.relistInterval = relistInterval;
        this.observer = observer;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Something is odd about a container: it has to be looked at. */
    void suspect(String containerId) {
        changes.of(containerId);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        Duration wait = FIRST_WAIT;
        while (!closed) {
            long started = System.nanoTime();
            try {
                follow();
            } catch (EngineException e) {
                LOG.log(Level.FINE, "the engine cannot be read", e);
                observer.problem(Optional.of(e.getMessage()));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (closed) {
                    return;
                }
                LOG.log(Level.SEVERE, "cannot follow the engine", e);
                observer.problem(Optional.of("the agent cannot follow the engine: " + e));
            }
            boolean wasWell = System.nanoTime() - started > LONGEST_WAIT.toNanos();
            wait = wasWell ? FIRST_WAIT : wait;
            if (!pause(wait)) {
                return;
            }
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        }
    }

    /** Until the engine fails or its events end. */
    private void follow() throws InterruptedException {
        Changes following = new Changes();
        changes = following;
        observer.description(HostDescription.of(engine.describe()));
        // Events first: what changes while the list is made is looked at again.
        AutoCloseable events = engine.events(
                recorder.connecting(), recorder::connected, occurrence -> take(occurrence, following), following::end);
        try {
            relist(container -> true);
            observer.problem(Optional.empty());
            Instant listAt = Instant.now().plus(relistInterval);
            while (!following.isOver() && !closed) {
                following.await(shorter(Duration.between(Instant.now(), listAt), LONGEST_LOOK_AWAY));
                recorder.tick();
                if (!Instant.now().isBefore(listAt)) {
                    relist(this::differs);
                    listAt = Instant.now().plus(relistInterval);
                }
                Set<String> changed = following.takeAfter(QUIET);
                changed.forEach(this::look);
                if (!changed.isEmpty() || allowances.areOutdated()) {
                    publish();
                }
            }
        } finally {
            close(events);
        }
    }

    /** On a thread of the library's. */
    private void take(EngineOccurrence occurrence, Changes following) {
        boolean isNews = recorder.take(occurrence);
        if (isNews && occurrence.type().equals("container") && CHANGES.contains(occurrence.verb())) {
            following.of(occurrence.id());
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void relist(Predicate<ListedContainer> toBeInspected) {
        List<ListedContainer> listed = engine.list();
        known.keySet().retainAll(listed.stream().map(ListedContainer::id).collect(Collectors.toSet()));
        listed.stream().filter(toBeInspected).map(ListedContainer::id).forEach(this::look);
        publish();
    }

    private boolean differs(ListedContainer listed) {
        EngineContainer container = known.get(listed.id());
        return container == null
                || !container.state().equals(listed.state())
                || !container.name().equals(listed.name());
    }

    private void look(String id) {
        engine.inspect(id).ifPresentOrElse(container -> known.put(id, container), () -> known.remove(id));
    }

    private void publish() {
        Roster roster = numbers.roster(known.values(), Limits.CONTAINERS_PER_HOST, allowances);
        if (known.size() > roster.entries().size()) {
            LOG.warning(() -> "only " + roster.entries().size() + " of " + known.size() + " containers are reported");
        }
        if (!roster.equals(published)) {
            published = roster;
            observer.roster(roster);
        }
    }

    private boolean pause(Duration wait) {
        try {
            Changes forever = new Changes();
            forever.await(wait.plusMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() / 4 + 1)));
            return !closed;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static void close(AutoCloseable events) {
        try {
            events.close();
        } catch (Exception e) {
            LOG.log(Level.FINE, "cannot close the engine's events", e);
        }
    }
}
