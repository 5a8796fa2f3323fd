package io.portreeve.agent.link;

import io.portreeve.agent.collect.Collected;
import io.portreeve.agent.collect.HostDescription;
import io.portreeve.agent.collect.Reading;
import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.CloseCode;
import io.portreeve.contract.protocol.Protocol;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps one connection to the cloud for as long as that is of use. Everything happens on one thread of its own. */
public final class Link implements Collected, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Link.class.getName());
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final int NORMAL_CLOSURE = 1000;
    private static final int CUT_OFF = 1006;
    private static final int LONGEST_REASON = 120;

    private final CloudAddress cloud;
    private final Identity identity;
    private final String version;
    private final Clock clock;
    private final LinkTiming timing;
    private final Supplier<HostDescription> host;
    private final Consumer<Duration> interval;
    private final MessageCodec codec = new MessageCodec();
    private final Backlog backlog;
    private final Backoff backoff;
    private final HttpClient http;
    private final CompletableFuture<LinkEnd> end = new CompletableFuture<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "link");
        made.setDaemon(true);
        return made;
    });

    private Optional<Connection> connection = Optional.empty();
    private String lastFailure = "";

    /**
     * A link that is not started.
     *
     * @param host asked for at each connection
     * @param interval gets how often the cloud wants readings
     */
    public Link(
            CloudAddress cloud,
            Identity identity,
            String version,
            Clock clock,
            LinkTiming timing,
            Outbound bounds,
            Supplier<HostDescription> host,
            Consumer<Duration> interval) {
        this.cloud = cloud;
        this.identity = identity;
        this.version = version;
        this.clock = clock;
        this.timing = timing;
        this.host = host;
        this.interval = interval;
        backlog = new Backlog(codec, new Outbox(bounds.mostReadings(), bounds.mostBytes()));
        backoff = new Backoff(timing.firstWait(), timing.longestWait(), ThreadLocalRandom.current());
        http = HttpClient.newBuilder().proxy(ProxySelector.getDefault()).build();
    }

    /** How much may wait for the cloud. */
    public record Outbound(int mostReadings, int mostBytes) {}

    @SuppressWarnings("FutureReturnValueIgnored") // each step catches and logs what goes wrong
    public void start() {
        long millis = timing.tick().toMillis();
        post(this::connect);
        thread.scheduleWithFixedDelay(guarded(this::tick), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Completes when there will be no more connection. */
    public CompletableFuture<LinkEnd> end() {
        return end;
    }

    @Override
    public void roster(Roster roster) {
        post(() -> {
            backlog.roster(roster);
            connection.ifPresent(Connection::send);
        });
    }

    @Override
    public void reading(Reading reading) {
        post(() -> {
            backlog.outbox().add(reading);
            connection.ifPresent(Connection::send);
        });
    }

    @Override
    public void engineProblem(Optional<String> problem) {
        post(() -> {
            backlog.engineProblem(problem);
            connection.flatMap(Connection::session).ifPresent(Session::sendStatus);
        });
    }

    /** Says good-bye, and waits shortly until that is said. */
    @SuppressWarnings("FutureReturnValueIgnored") // waited for through the end
    @Override
    public void close() {
        post(() -> {
            connection
                    .map(open -> open.close(NORMAL_CLOSURE, "the agent stops"))
                    .orElse(CompletableFuture.completedFuture(null))
                    .whenComplete((said, failure) -> post(() -> finish(LinkEnd.CLOSED)));
        });
        try {
            end.get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
            thread.shutdown();
            thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.log(Level.FINE, "closed without a good-bye", e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each step catches and logs what goes wrong
    private void connect() {
        if (end.isDone()) {
            return;
        }
        Connection next = new Connection();
        connection = Optional.of(next);
        http.newWebSocketBuilder()
                .header(Protocol.TOKEN_HEADER, identity.freshToken(clock))
                .subprotocols(Protocol.SUBPROTOCOL)
                .connectTimeout(timing.handshake())
                .buildAsync(cloud.connection(), new Receiver(codec, next))
                .whenComplete((webSocket, failure) -> post(() -> {
                    if (failure == null) {
                        next.opened(webSocket);
                    } else {
                        next.failedToOpen(failure);
                    }
                }));
    }

    private void tick() {
        connection.ifPresent(Connection::tick);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each step catches and logs what goes wrong
    private void lost(Connection ended, String reason) {
        if (end.isDone() || connection.filter(current -> current == ended).isEmpty()) {
            return;
        }
        connection = Optional.empty();
        Duration wait = backoff.next();
        if (ended.wasWelcomed) {
            lastFailure = reason;
            LOG.warning(() -> "connection to " + cloud + " lost: " + reason + "; trying again");
        } else if (!reason.equals(lastFailure)) {
            lastFailure = reason;
            LOG.warning(() -> "cannot connect to " + cloud + ": " + reason + "; trying again");
        }
        thread.schedule(guarded(this::connect), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void finish(LinkEnd how) {
        connection = Optional.empty();
        end.complete(how);
    }

    private void post(Runnable work) {
        try {
            thread.execute(guarded(work));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "the link is closed", e);
        }
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "a step of the link failed", e);
            }
        };
    }

    /** One connection, or the attempt at one; what its socket says after it is over does not count. */
    private final class Connection implements Receiver.Events, Session.Owner {
        private Optional<Socket> socket = Optional.empty();
        private Optional<Session> session = Optional.empty();
        private boolean isOver;
        private boolean wasWelcomed;

        Optional<Session> session() {
            return session;
        }

        void send() {
            session.ifPresent(Session::send);
        }

        void tick() {
            session.ifPresent(Session::tick);
        }

        void opened(WebSocket webSocket) {
            if (isOver || end.isDone()) {
                webSocket.abort();
                return;
            }
            Socket opened = new Socket(webSocket, Link.this::post, failure -> over(Failures.describe(failure)));
            Session begun = new Session(opened, backlog, codec, clock, timing, this);
            socket = Optional.of(opened);
            session = Optional.of(begun);
            begun.greet(version, host.get());
        }

        void failedToOpen(Throwable failure) {
            LOG.log(Level.FINE, "cannot connect", failure);
            over(Failures.describe(failure));
        }

        CompletableFuture<Void> close(int code, String reason) {
            isOver = true;
            session = Optional.empty();
            return socket.map(open -> open.close(code, Messages.cut(reason, LONGEST_REASON)))
                    .orElse(CompletableFuture.completedFuture(null));
        }

        @Override
        public void welcomed(Welcome welcome) {
            wasWelcomed = true;
            lastFailure = "";
            LOG.info(() -> "connected to " + cloud + ": agent=" + identity.agentId() + " host=" + identity.hostId()
                    + " session=" + welcome.epoch());
            Duration wanted = welcome.sampleInterval();
            interval.accept(
                    wanted.compareTo(SHORTEST_INTERVAL) < 0
                            ? SHORTEST_INTERVAL
                            : wanted.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : wanted);
        }

        @Override
        public void answered() {
            backoff.reset();
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it to be said
        public void broken(CloseCode code, String reason) {
            post(() -> {
                if (!isOver) {
                    close(code.code(), reason);
                    lost(this, reason);
                }
            });
        }

        @Override
        public void message(CloudMessage message) {
            post(() -> session.ifPresent(current -> current.received(message)));
        }

        @Override
        public void unknown() {
            post(() -> session.ifPresent(Session::receivedUnknown));
        }

        @Override
        public void closed(int code, String reason) {
            post(() -> {
                if (isOver) {
                    return;
                }
                Optional<CloseCode> known = CloseCode.of(code).filter(value -> !value.retry());
                if (known.isPresent()) {
                    isOver = true;
                    finish(LinkEnd.of(known.get()));
                } else {
                    over(
                            code == CUT_OFF
                                    ? "it broke"
                                    : "the cloud closed it (" + code + (reason.isEmpty() ? "" : ", " + reason) + ")");
                }
            });
        }

        @Override
        public void failed(Throwable failure) {
            LOG.log(Level.FINE, "the connection failed", failure);
            post(() -> over(Failures.describe(failure)));
        }

        private void over(String reason) {
            if (!isOver) {
                isOver = true;
                socket.ifPresent(Socket::abort);
                session = Optional.empty();
                lost(this, reason);
            }
        }
    }
}
