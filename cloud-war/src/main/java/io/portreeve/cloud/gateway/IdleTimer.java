package io.portreeve.cloud.gateway;

import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tyrus starts a timer anew with every message, by its session's executor, also when no idle time-out is set; that was
 * found to cost more than all else on the way of a message, and a good part of opening a connection. Its sessions get an
 * executor that starts nothing, since silence is noticed by the gateway itself: the first ones afterwards, those that
 * follow from their container. Where it is not Tyrus, or another one, all works at the old price.
 */
final class IdleTimer {
    private static final Logger LOG = Logger.getLogger(IdleTimer.class.getName());
    private static final AtomicBoolean TOLD = new AtomicBoolean();
    private static final String TYRUS = "org.glassfish.tyrus.core.TyrusSession";
    private static final ScheduledExecutorService STARTS_NOTHING = (ScheduledExecutorService) Proxy.newProxyInstance(
            IdleTimer.class.getClassLoader(), new Class<?>[] {ScheduledExecutorService.class}, startsNothing());

    private IdleTimer() {}

    static void disarm(Session session) {
        if (session.getClass().getName().equals(TYRUS)) {
            try {
                Internals.set(session, "service", STARTS_NOTHING);
                Internals.set(session.getContainer(), "managedScheduledExecutorService", STARTS_NOTHING);
            } catch (ReflectiveOperationException | RuntimeException e) {
                if (TOLD.compareAndSet(false, true)) {
                    LOG.log(Level.WARNING, "the idle timer of WebSocket sessions cannot be turned off", e);
                }
            }
        }
        session.setMaxIdleTimeout(0);
    }

    private static InvocationHandler startsNothing() {
        return (proxy, method, arguments) -> switch (method.getName()) {
            case "schedule" -> null;
            case "toString" -> "starts nothing";
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }
}
