package io.portreeve.agent.link;

import io.portreeve.agent.network.Failures;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.LiveLease;
import io.portreeve.contract.message.LogLease;
import io.portreeve.contract.message.LogWishes;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.CloseCode;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One connection, or the attempt at one, from dialling to its end; what its socket says after that does not count.
 * Brings what comes from the library's threads onto the link's.
 */
final class Connection implements Receiver.Events, Session.Owner {
    private static final Logger LOG = Logger.getLogger(Connection.class.getName());
    private static final int CUT_OFF = 1006;
    private static final int LONGEST_REASON = 120;

    /** Whom a connection tells, on the link's thread. */
    interface Owner {
        void welcomed(Welcome welcome);

        /** Somebody watches containers. */
        void leased(LiveLease lease);

        /** Somebody watches logs. */
        void leased(LogLease lease);

        void wished(LogWishes wishes);

        /** The cloud has stored something. */
        void answered();

        /** It is over, and another one may be tried. */
        void lost(Connection ended, String reason);

        /** The cloud forbids to try again. */
        void forbidden(CloseCode code);
    }

    private final Executor thread;
    private final Owner owner;
    private final Function<Socket, Session> sessions;
    private Optional<Socket> socket = Optional.empty();
    private Optional<Session> session = Optional.empty();
    private boolean isOver;
    private boolean wasWelcomed;

    /**
     * A connection that is not dialled.
     *
     * @param sessions begins one, greeting included
     */
    Connection(Executor thread, Owner owner, Function<Socket, Session> sessions) {
        this.thread = thread;
        this.owner = owner;
        this.sessions = sessions;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // both outcomes are taken
    void dial(Dialer dialer, MessageCodec codec) {
        dialer.dial(new Receiver(codec, this))
                .whenComplete((opened, failure) -> thread.execute(() -> {
                    if (failure == null) {
                        opened(opened);
                    } else {
                        LOG.log(Level.FINE, "cannot connect", failure);
                        over(dialer.explain(failure));
                    }
                }));
    }

    /** While it is open. */
    Optional<Session> session() {
        return session;
    }

    boolean wasWelcomed() {
        return wasWelcomed;
    }

    /** Completes when the good-bye is said or cannot be. */
    CompletableFuture<Void> close(int code, String reason) {
        isOver = true;
        session = Optional.empty();
        return socket.map(open -> open.close(code, Messages.cut(reason, LONGEST_REASON)))
                .orElse(CompletableFuture.completedFuture(null));
    }

    @Override
    public void welcomed(Welcome welcome) {
        wasWelcomed = true;
        owner.welcomed(welcome);
    }

    @Override
    public void leased(LiveLease lease) {
        owner.leased(lease);
    }

    @Override
    public void leased(LogLease lease) {
        owner.leased(lease);
    }

    @Override
    public void wished(LogWishes wishes) {
        owner.wished(wishes);
    }

    @Override
    public void answered() {
        owner.answered();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it to be said
    public void broken(CloseCode code, String reason) {
        thread.execute(() -> {
            if (!isOver) {
                close(code.code(), reason);
                owner.lost(this, reason);
            }
        });
    }

    @Override
    public void message(CloudMessage message) {
        thread.execute(() -> session.ifPresent(current -> current.received(message)));
    }

    @Override
    public void unknown() {
        thread.execute(() -> session.ifPresent(Session::receivedUnknown));
    }

    @Override
    public void closed(int code, String reason) {
        thread.execute(() -> {
            Optional<CloseCode> known = CloseCode.of(code).filter(value -> !value.retry());
            if (known.isEmpty()) {
                over(
                        code == CUT_OFF
                                ? "it broke"
                                : "the cloud closed it (" + code + (reason.isEmpty() ? "" : ", " + reason) + ")");
            } else if (!isOver) {
                isOver = true;
                owner.forbidden(known.get());
            }
        });
    }

    @Override
    public void failed(Throwable failure) {
        LOG.log(Level.FINE, "the connection failed", failure);
        thread.execute(() -> over(Failures.describe(failure)));
    }

    private void opened(WebSocket webSocket) {
        if (isOver) {
            webSocket.abort();
            return;
        }
        Socket opened = new Socket(webSocket, thread, failure -> over(Failures.describe(failure)));
        socket = Optional.of(opened);
        session = Optional.of(sessions.apply(opened));
    }

    private void over(String reason) {
        if (!isOver) {
            isOver = true;
            socket.ifPresent(Socket::abort);
            session = Optional.empty();
            owner.lost(this, reason);
        }
    }
}
