package io.portreeve.cloud.gateway;

import jakarta.websocket.Session;
import java.lang.reflect.Array;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the container keeps of a handshake for as long as its connection lasts, though nobody reads it any more: headers
 * of both sides, buffers for parameters, and Tyrus' copies of them. It was a third of what an idle connection weighed.
 * Where it is not Payara's Tyrus, or another one, all stays.
 */
final class HandshakeRemains {
    private static final Logger LOG = Logger.getLogger(HandshakeRemains.class.getName());
    private static final AtomicBoolean TOLD = new AtomicBoolean();
    private static final String TYRUS = "org.glassfish.tyrus.core.TyrusSession";

    /** As many as Grizzly begins with; it doubles them, so that there has to be one. */
    private static final int HEADERS = 8;

    private HandshakeRemains() {}

    /** Only by the thread that opens the session: no other has the request in its hands yet. */
    static void drop(Session session) {
        if (!session.getClass().getName().equals(TYRUS)) {
            return;
        }
        try {
            Object writer = Internals.get(session.getAsyncRemote(), "webSocket", "protocolHandler", "writer");
            Object handler = Internals.get(writer, "tyrusHttpUpgradeHandler", "handler");
            Object request = Internals.get(handler, "wc", "request", "coyoteRequest");
            empty(Internals.get(request, "request", "headers"));
            empty(Internals.get(request, "response", "response", "headers"));
            for (String buffer : new String[] {"tmpNameC", "tmpValueC"}) {
                Internals.set(Internals.get(request, "parameters", buffer), "buff", null);
            }
            Internals.set(handler, "upgradeInfo", null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            if (TOLD.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "connections weigh more than they have to", e);
            }
        }
    }

    private static void empty(Object headers) throws ReflectiveOperationException {
        headers.getClass().getMethod("clear").invoke(headers);
        Class<?> field = Internals.get(headers, "headers").getClass().getComponentType();
        Internals.set(headers, "headers", Array.newInstance(field, HEADERS));
    }
}
