package io.portreeve.cloud.gateway;

import io.portreeve.contract.protocol.CloseCode;
import io.portreeve.contract.protocol.Limits;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sends without waiting, and counts what is on its way, since the queue behind has no bound of its own. */
final class SocketOutbound implements AgentLink.Outbound {
    /** Characters; what the cloud says is small, so this much waiting means that nobody reads. */
    static final int MOST_WAITING = 64 * 1024;

    private static final Logger LOG = Logger.getLogger(SocketOutbound.class.getName());

    private final Session session;
    private final Clock clock;
    private int waiting;
    private Instant movedAt;

    SocketOutbound(Session session, Clock clock) {
        this.session = session;
        this.clock = clock;
        movedAt = clock.instant();
    }

    @Override
    public boolean send(String text) {
        if (!session.isOpen()) {
            return true;
        }
        synchronized (this) {
            if (waiting + text.length() > MOST_WAITING) {
                return false;
            }
            if (waiting == 0) {
                movedAt = clock.instant();
            }
            waiting += text.length();
        }
        try {
            session.getAsyncRemote().sendText(text, result -> sent(text.length()));
        } catch (IllegalStateException | IllegalArgumentException e) {
            sent(text.length());
            LOG.log(Level.FINE, "closed while sending", e);
        }
        return true;
    }

    @Override
    public synchronized boolean stalled() {
        return waiting > 0 && clock.instant().isAfter(movedAt.plus(Limits.SILENCE));
    }

    @Override
    public void close(CloseCode code, String reason) {
        try {
            session.close(new CloseReason(closeCode(code), reason));
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.FINE, "already closed", e);
        }
    }

    private static CloseReason.CloseCode closeCode(CloseCode code) {
        return CloseReason.CloseCodes.getCloseCode(code.code());
    }

    private synchronized void sent(int length) {
        waiting -= length;
        movedAt = clock.instant();
    }
}
