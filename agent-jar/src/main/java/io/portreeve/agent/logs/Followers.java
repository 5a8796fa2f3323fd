package io.portreeve.agent.logs;

import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.config.LogConfig;
import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.agent.docker.EngineException;
import io.portreeve.agent.docker.LogSource;
import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogWish;
import io.portreeve.contract.protocol.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Follows the logs of those containers of which that is wanted. */
public final class Followers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Followers.class.getName());
    private static final int MOST = 250;
    private static final Duration FIRST_LOOK_BACK = Duration.ofDays(1);
    private static final Duration LONGEST_LOOK_BACK = Limits.LOG_PAST_TOLERANCE.minusHours(1);

    private static final long TICK_SECONDS = 1;
    private static final long DOZING_SECONDS = 10;
    private static final int TICKS_BEFORE_DOZING = 60;

    private final LogReader reader;
    private final LogRules rules;
    private final LogShelf shelf;
    private final LogMemory memory;
    private final WishMemory wishes;
    private final Clock clock;
    private final Unwanted unwanted = new Unwanted();
    private final Map<String, Follower> followers = new HashMap<>();
    private final Set<String> passedOver = new HashSet<>();
    /** Of containers that are gone, those that the cloud has to know to take what they wrote; for any thread. */
    private volatile List<Roster.Entry> departed = List.of();

    /** As they were last. */
    private final Map<String, Roster.Entry> known = new HashMap<>();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "logs");
        made.setDaemon(true);
        return made;
    });

    private final Orphans orphans;
    private Roster roster = Roster.EMPTY;
    private boolean saidTooMany;
    private boolean failed;
    private int idleTicks;
    private Optional<Future<?>> next = Optional.empty();

    /** Whether another look would find what the last one found, until the roster or a wish changes. */
    private volatile boolean settled;

    /** That follow nothing yet. */
    public Followers(
            LogConfig config, LogReader reader, LogShelf shelf, LogMemory memory, WishMemory wishes, Clock clock) {
        this.reader = reader;
        rules = new LogRules(config);
        this.shelf = shelf;
        this.memory = memory;
        this.wishes = wishes;
        this.clock = clock;
        orphans = new Orphans(memory, shelf, clock);
    }

    public void start() {
        if (rules.sendsAny()) {
            thread.execute(() -> tickAfter(TICK_SECONDS));
        }
    }

    /** Containers that are gone while what they wrote waits, as they were; any thread may ask. */
    public List<Roster.Entry> departed() {
        return departed;
    }

    /** The containers there are now; any thread may say so. */
    public void roster(Roster changed) {
        if (rules.sendsAny() && !thread.isShutdown()) {
            thread.execute(() -> {
                roster = changed;
                look();
                wakeUp();
            });
        }
    }

    /** What the cloud wishes from now on, by this host's clock; any thread may say so. */
    public void wish(List<LogWish> wished) {
        if (rules.sendsAny() && !thread.isShutdown()) {
            thread.execute(() -> {
                wishes.replace(wished);
                look();
                wakeUp();
            });
        }
    }

    boolean isSettled() {
        return settled;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.fine("logs are still being looked for");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        followers.values().forEach(Follower::close);
    }

    private void tick() {
        // What the cloud stores of a container that is gone is put into the memory once more, to be forgotten again.
        boolean isIdle = settled && memory.isEmpty();
        idleTicks = isIdle ? idleTicks + 1 : 0;
        try {
            if (!isIdle) {
                look();
                followers.values().forEach(Follower::tick);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "cannot follow logs", e);
        }
        tickAfter(idleTicks > TICKS_BEFORE_DOZING ? DOZING_SECONDS : TICK_SECONDS);
    }

    private void tickAfter(long seconds) {
        if (!thread.isShutdown()) {
            next = Optional.of(thread.schedule(this::tick, seconds, TimeUnit.SECONDS));
        }
    }

    /** Whatever changed, there may be something to follow. */
    private void wakeUp() {
        if (idleTicks > TICKS_BEFORE_DOZING) {
            idleTicks = 0;
            next.ifPresent(waiting -> waiting.cancel(false));
            tickAfter(TICK_SECONDS);
        }
    }

    private void look() {
        failed = false;
        settled = false;
        // Before what is left of those that wait is forgotten, so that this happens once more when they do not.
        boolean anyWaits = orphans.anyWaits();
        Map<String, EngineContainer> present = roster.entries().stream()
                .collect(Collectors.toMap(entry -> entry.container().id(), Roster.Entry::container));
        orphans.find(present.keySet());
        passedOver.retainAll(present.keySet());
        unwanted.retain(present.keySet());
        wishes.retain(present.keySet());
        followers.entrySet().removeIf(each -> isOver(each.getKey(), each.getValue(), present.keySet()));
        present.values().forEach(this::weigh);
        followers.forEach((id, follower) -> {
            Optional<EngineContainer> container = Optional.ofNullable(present.get(id));
            follower.runs(
                    container.filter(EngineContainer::hasProcesses).isPresent(),
                    container.flatMap(EngineContainer::startedAt));
        });
        roster.entries().stream()
                .filter(entry -> followers.containsKey(entry.container().id()))
                .forEach(entry -> known.put(entry.container().id(), entry));
        known.keySet().retainAll(followers.keySet());
        departed = known.values().stream()
                .filter(entry -> !present.containsKey(entry.container().id()))
                .toList();
        if (!present.isEmpty()) {
            memory.retain(id -> present.containsKey(id) || followers.containsKey(id) || orphans.wait(id));
        }
        settled = followers.isEmpty() && !anyWaits && !failed && !orphans.anyWaits();
    }

    /** Whether a container is gone, and the cloud has been sent what it wrote. */
    private boolean isOver(String id, Follower follower, Set<String> present) {
        if (present.contains(id)) {
            return false;
        }
        follower.gone();
        if (!follower.isFinished() || shelf.holds(id)) {
            return false;
        }
        follower.close();
        return true;
    }

    private void weigh(EngineContainer container) {
        String id = container.id();
        Optional<LogWish> wish = wishes.of(id, container.name());
        boolean isWanted = rules.sends(container.labels(), wish);
        boolean isFollowed = followers.containsKey(id);
        if (isWanted && !isFollowed && !passedOver.contains(id)) {
            begin(container, wish);
        } else if (!isWanted && isFollowed) {
            unwanted.add(id, followers.remove(id).stop());
        } else if (!isWanted) {
            unwanted.add(id);
        }
    }

    private void begin(EngineContainer container, Optional<LogWish> wish) {
        if (followers.size() >= MOST) {
            if (!saidTooMany) {
                saidTooMany = true;
                LOG.warning(() -> "only the logs of " + MOST + " containers are sent");
            }
            return;
        }
        try {
            Optional<LogSource> source = reader.source(container.id());
            if (source.isEmpty()) {
                passedOver.add(container.id());
            } else if (unwanted.contains(container.id())) {
                followAgain(source.get(), wish);
            } else {
                follow(source.get(), wish);
            }
        } catch (EngineException e) {
            failed = true;
            LOG.log(Level.FINE, e, () -> "looked at again in a moment: container=" + container.id());
        }
    }

    private void follow(LogSource source, Optional<LogWish> wish) {
        Instant now = clock.instant();
        Instant wished = rules.sends(source.labels())
                ? Instant.EPOCH
                : wish.map(LogWish::since).orElse(Instant.EPOCH);
        Instant since = latest(source.createdAt(), now.minus(FIRST_LOOK_BACK), wished);
        begin(source, memory.of(source.id()), since, Instant.EPOCH);
    }

    /** From the wish on, but not from before what is read, lest a line is told twice. */
    private void followAgain(LogSource source, Optional<LogWish> wish) {
        Instant now = clock.instant();
        Instant wished = wish.map(LogWish::since).filter(now::isAfter).orElse(now);
        Instant since = latest(source.createdAt(), now.minus(FIRST_LOOK_BACK), wished);
        Optional<LogPosition> read = unwanted.remove(source.id()).or(() -> memory.of(source.id()));
        begin(source, read, since, since);
    }

    /** Goes on from where it is known to be read, or begins; without what is before one moment, since it was unwanted. */
    private void begin(LogSource source, Optional<LogPosition> known, Instant since, Instant wanted) {
        Instant now = clock.instant();
        LogPosition position = known.orElseGet(() -> LogPosition.from(now.toEpochMilli(), nanos(since)));
        Follower follower = new Follower(source, reader, shelf, position, rules, clock);
        followers.put(source.id(), follower);
        Instant taken = now.minus(LONGEST_LOOK_BACK);
        if (known.isPresent() && position.timeNanos() < nanos(latest(taken, wanted))) {
            follower.skipTo(nanos(latest(taken, wanted)), wanted.isAfter(taken) ? LogGap.UNWANTED : LogGap.TOO_OLD);
        }
        follower.start();
    }

    private static Instant latest(Instant... moments) {
        return Stream.of(moments).max(Instant::compareTo).orElseThrow();
    }

    static long nanos(Instant at) {
        return Math.max(0, at.getEpochSecond() * 1_000_000_000L + at.getNano());
    }
}
