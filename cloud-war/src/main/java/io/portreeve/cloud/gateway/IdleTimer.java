package io.portreeve.cloud.gateway;

import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tyrus starts a timer anew with every message, by its session's executor, also when no idle time-out is set; that was
 * found to cost more than all else on the way of a message. Its sessions get an executor that starts nothing, since
 * silence is noticed by the gateway itself. Where it is not Tyrus, or another one, all works at the old price.
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
            replaceService(session);
        }
        session.setMaxIdleTimeout(0);
    }

    private static void replaceService(Session session) {
        try {
            Field service = session.getClass().getDeclaredField("service");
            service.setAccessible(true);
            service.set(session, STARTS_NOTHING);
        } catch (ReflectiveOperationException | RuntimeException e) {
            if (TOLD.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "the idle timer of WebSocket sessions cannot be turned off", e);
            }
        }
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
