package io.portreeve.agent.link;

import io.portreeve.agent.collect.Collected;
import io.portreeve.agent.collect.HostDescription;
import io.portreeve.agent.collect.InterfacesReading;
import io.portreeve.agent.collect.Reading;
import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.event.EventPosition;
import io.portreeve.agent.event.Happened;
import io.portreeve.agent.logs.LogPosition;
import io.portreeve.agent.logs.LogShelf;
import io.portreeve.agent.logs.Tails;
import io.portreeve.agent.network.Route;
import io.portreeve.agent.spool.Spool;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.log.LogWish;
import io.portreeve.contract.message.ActionAccepted;
import io.portreeve.contract.message.ActionOutcome;
import io.portreeve.contract.message.LiveLease;
import io.portreeve.contract.message.LogLease;
import io.portreeve.contract.message.LogWishes;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.CloseCode;
import io.portreeve.contract.sample.AgentFigures;
import io.portreeve.contract.sample.HostSample;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps one connection to the cloud for as long as that is of use. Everything happens on one thread of its own. */
public final class Link implements Collected, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Link.class.getName());
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(3);
    private static final Duration MEASURED_EVERY = Duration.ofMinutes(1);
    private static final Duration FIRST_MEASURED = Duration.ofSeconds(10);
    private static final Duration TAILS_TOLD_EVERY = Duration.ofMillis(200);
    private static final int MOST_FAILURES_SAID = 8;
    private static final int NORMAL_CLOSURE = 1000;
    private static final int MINUTE_MILLIS = 60_000;

    private final CloudAddress cloud;
    private final String version;
    private final Clock clock;
    private final LinkTiming timing;
    private final Supplier<HostDescription> host;
    private final Pacing pacing;
    private final MessageCodec codec = new MessageCodec();
    private final Backlog backlog;
    private final Backoff backoff;
    private final Dialer dialer;
    private final ActionTalk actions;
    private final CompletableFuture<LinkEnd> end = new CompletableFuture<>();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private final LinkThread thread = new LinkThread();

    private final Tails tails;
    private final Consumer<List<LogWish>> wished;

    private Optional<Connection> connection = Optional.empty();
    private boolean tellingTails;
    private final Set<String> failures = new HashSet<>();
    private final Supplier<AgentFigures> figures;
    private final AtomicLong welcomes = new AtomicLong();
    private long figuresNanos = System.nanoTime() - MEASURED_EVERY.toNanos() + FIRST_MEASURED.toNanos();
    private boolean leaving;
    private boolean saidGoodBye;

    /**
     * A link that is not started.
     *
     * @param spool keeps what is not acknowledged
     * @param host asked for at each connection
     * @param pacing gets how often the cloud wants readings
     * @param commands carries out what the cloud asks for
     * @param followed gets the position behind the events that are in the spool
     * @param lines what containers write
     * @param figures measures what the agent costs; asked for about once a minute
     */
    public Link(
            CloudAddress cloud,
            Route route,
            Identity identity,
            String version,
            Clock clock,
            LinkTiming timing,
            Spool spool,
            Supplier<HostDescription> host,
            Pacing pacing,
            Commands commands,
            Consumer<EventPosition> followed,
            Lines lines,
            Supplier<AgentFigures> figures) {
        this.figures = figures;
        tails = lines.watched();
        wished = lines.wished();
        this.cloud = cloud;
        this.version = version;
        this.clock = clock;
        this.timing = timing;
        this.host = host;
        this.pacing = pacing;
        actions = new ActionTalk(commands);
        Duration offset = Duration.ofMillis(Math.floorMod(identity.agentId().hashCode(), MINUTE_MILLIS));
        CloudClock cloudClock = new CloudClock(clock);
        backlog = new Backlog(
                codec,
                cloudClock,
                new Outbox(
                        spool,
                        new Packer(codec),
                        new BatchRecord(codec),
                        new OpenMinute(offset),
                        new Backfill(clock, System::nanoTime)),
                new EventsOutbox(spool, codec, cloudClock, System::nanoTime, followed),
                new MachineOutbox(spool, codec),
                logs(lines, cloudClock));
        backoff = new Backoff(timing.firstWait(), timing.longestWait(), ThreadLocalRandom.current());
        dialer = new Dialer(cloud, route, identity, clock, timing.handshake());
    }

    /**
     * Lines of logs.
     *
     * @param shelf where they wait
     * @param known ids of containers that the cloud knows from an earlier process
     * @param departed containers that are gone while their lines wait
     * @param stored gets the positions behind those that the cloud has
     * @param wished gets whose logs the cloud wishes for, by this host's clock
     * @param watched those that somebody watches
     */
    public record Lines(
            LogShelf shelf,
            Set<String> known,
            Supplier<List<Roster.Entry>> departed,
            Consumer<Map<String, LogPosition>> stored,
            Consumer<List<LogWish>> wished,
            Tails watched) {
        public Lines {
            known = Set.copyOf(known);
        }
    }

    private static LogsOutbox logs(Lines lines, CloudClock clock) {
        LogsOutbox outbox = new LogsOutbox(lines.shelf(), clock, lines.departed(), System::nanoTime, lines.stored());
        outbox.declared(lines.known());
        return outbox;
    }

    public void start() {
        thread.execute(this::connect);
        thread.executeEvery(timing.tick(), this::tick);
    }

    /** Completes when there will be no more connection. */
    public CompletableFuture<LinkEnd> end() {
        return end;
    }

    /** Runs something once, when the cloud has stored something of this process. */
    @SuppressWarnings("FutureReturnValueIgnored") // what it runs says itself what goes wrong
    public void whenAnswered(Runnable once) {
        answered.thenRun(once);
    }

    @Override
    public void roster(Roster roster) {
        thread.execute(() -> {
            backlog.roster(roster);
            withSession(Session::send);
        });
    }

    @Override
    public void reading(Reading reading) {
        thread.execute(() -> {
            backlog.outbox().add(reading);
            withSession(session -> {
                session.live(reading);
                session.send();
            });
        });
    }

    @Override
    public void watched(Reading reading) {
        thread.execute(() -> withSession(session -> session.extra(reading)));
    }

    @Override
    public void interfaces(InterfacesReading reading) {
        thread.execute(() -> {
            backlog.interfaces(reading);
            withSession(Session::sendInterfaces);
        });
    }

    @Override
    public void machine(HostSample sample) {
        thread.execute(() -> {
            backlog.machine().add(sample);
            withSession(Session::send);
        });
    }

    @Override
    public void happened(Happened happened) {
        thread.execute(() -> {
            backlog.events().add(happened);
            withSession(Session::send);
        });
    }

    @Override
    public void engineProblem(Optional<String> problem) {
        thread.execute(() -> {
            backlog.engineProblem(problem);
            withSession(Session::sendStatus);
        });
    }

    /** Says that an action has begun; unless it can be said now, it is among what {@link Commands} says is unsaid. */
    public void begun(UUID id, Instant at) {
        thread.execute(() -> withSession(session -> session.report(new ActionAccepted(id, at))));
    }

    /** Says that an action has ended, likewise. */
    public void ended(ActionResult result) {
        thread.execute(() -> withSession(session -> session.report(new ActionOutcome(result))));
    }

    /** Sends what was read last, waits shortly for the answer, and says good-bye. */
    @Override
    public void close() {
        thread.execute(this::leave);
        try {
            end.get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
            thread.close(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.FINE, "closed without a good-bye", e);
        }
    }

    /** Connections after the first; any thread may ask. */
    public long reconnects() {
        return Math.max(0, welcomes.get() - 1);
    }

    private void tick() {
        if (System.nanoTime() - figuresNanos >= MEASURED_EVERY.toNanos()) {
            figuresNanos = System.nanoTime();
            backlog.figures(figures.get());
            withSession(Session::sendStatus);
        }
        backlog.outbox().sealBefore(clock.instant());
        withSession(session -> {
            session.tick();
            session.send();
        });
    }

    private void tellTails() {
        withSession(session -> session.tell(tails));
        tellingTails = tails.isWatching();
        if (tellingTails) {
            thread.executeAfter(TAILS_TOLD_EVERY, this::tellTails);
        }
    }

    private void leave() {
        leaving = true;
        backlog.outbox().seal();
        withSession(Session::send);
        if (backlog.outbox().inFlight() == 0) {
            sayGoodBye();
        } else {
            thread.executeAfter(LAST_WORDS, this::sayGoodBye);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // waited for through the end
    private void sayGoodBye() {
        if (saidGoodBye) {
            return;
        }
        saidGoodBye = true;
        connection
                .map(open -> open.close(NORMAL_CLOSURE, "the agent stops"))
                .orElse(CompletableFuture.completedFuture(null))
                .whenComplete((said, failure) -> thread.execute(() -> finish(LinkEnd.CLOSED)));
    }

    private void connect() {
        if (end.isDone()) {
            return;
        }
        Connection next = new Connection(thread, new Observer(), this::begin);
        connection = Optional.of(next);
        next.dial(dialer, codec);
    }

    private Session begin(Socket socket) {
        Connection owner = connection.orElseThrow();
        Session session = new Session(socket, backlog, codec, clock, timing, actions, owner);
        session.greet(version, host.get());
        return session;
    }

    private void withSession(Consumer<Session> step) {
        connection.flatMap(Connection::session).ifPresent(step);
    }

    private void finish(LinkEnd how) {
        connection = Optional.empty();
        end.complete(how);
    }

    /** What the connection tells. */
    private final class Observer implements Connection.Owner {
        @Override
        public void welcomed(Welcome welcome) {
            failures.clear();
            welcomes.incrementAndGet();
            LOG.info(() -> "connected to " + dialer + " session=" + welcome.epoch());
            Duration wanted = welcome.sampleInterval();
            pacing.every(
                    wanted.compareTo(SHORTEST_INTERVAL) < 0
                            ? SHORTEST_INTERVAL
                            : wanted.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : wanted);
        }

        @Override
        public void leased(LiveLease lease) {
            pacing.leased(Set.copyOf(lease.containers()), lease.interval(), lease.lasts());
        }

        @Override
        public void leased(LogLease lease) {
            tails.watch(lease.containers(), lease.tail(), lease.lasts());
            if (!tellingTails) {
                tellTails();
            }
        }

        @Override
        public void wished(LogWishes wishes) {
            wished.accept(wishes.wishes().stream()
                    .map(wish -> new LogWish(wish.container(), wish.keep(), backlog.here(wish.since())))
                    .toList());
        }

        @Override
        public void answered() {
            backoff.reset();
            answered.complete(null);
            if (leaving && backlog.outbox().inFlight() == 0) {
                sayGoodBye();
            }
        }

        @Override
        public void lost(Connection ended, String reason) {
            if (end.isDone() || connection.filter(current -> current == ended).isEmpty()) {
                return;
            }
            connection = Optional.empty();
            if (ended.wasWelcomed()) {
                LOG.warning(() -> "connection to " + cloud + " lost: " + reason + "; trying again");
            } else if (failures.size() < MOST_FAILURES_SAID && failures.add(reason)) {
                LOG.warning(() -> "cannot connect to " + cloud + ": " + reason + "; trying again");
            }
            thread.executeAfter(backoff.next(), Link.this::connect);
        }

        @Override
        public void forbidden(CloseCode code) {
            finish(LinkEnd.of(code));
        }
    }
}
