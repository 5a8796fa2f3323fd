package io.portreeve.contract.action;

import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.util.regex.Pattern;

/** Something to be done to one container, by the engine's command of the same name. */
public sealed interface ContainerAction {
    ActionKind kind();

    record Start() implements ContainerAction {
        @Override
        public ActionKind kind() {
            return ActionKind.START;
        }
    }

    /**
     * Asks the first process to end, and kills it when patience ends.
     *
     * @param patience whole seconds, at most {@code Limits.ACTION_PATIENCE}
     */
    record Stop(Duration patience) implements ContainerAction {
        public Stop {
            checkPatience(patience);
        }

        @Override
        public ActionKind kind() {
            return ActionKind.STOP;
        }
    }

    /**
     * Stops, and starts again.
     *
     * @param patience as of {@link Stop}
     */
    record Restart(Duration patience) implements ContainerAction {
        public Restart {
            checkPatience(patience);
        }

        @Override
        public ActionKind kind() {
            return ActionKind.RESTART;
        }
    }

    /**
     * Sends a signal to the first process, which may or may not end by it.
     *
     * @param signal such as {@code SIGTERM} or {@code SIGRTMIN+3}
     */
    record Kill(String signal) implements ContainerAction {
        private static final Pattern SIGNAL = Pattern.compile("SIG[A-Z0-9]{1,10}([+-][0-9]{1,2})?");

        public Kill {
            if (!SIGNAL.matcher(signal).matches()) {
                throw new IllegalArgumentException("signal must be named like SIGTERM");
            }
        }

        @Override
        public ActionKind kind() {
            return ActionKind.KILL;
        }
    }

    /** Freezes all processes. */
    record Pause() implements ContainerAction {
        @Override
        public ActionKind kind() {
            return ActionKind.PAUSE;
        }
    }

    /** Lets them go on. */
    record Unpause() implements ContainerAction {
        @Override
        public ActionKind kind() {
            return ActionKind.UNPAUSE;
        }
    }

    private static void checkPatience(Duration patience) {
        boolean whole = patience.toMillis() % 1000 == 0;
        if (!whole || patience.isNegative() || patience.compareTo(Limits.ACTION_PATIENCE) > 0) {
            throw new IllegalArgumentException(
                    "patience must be whole seconds, 0 to " + Limits.ACTION_PATIENCE.toSeconds());
        }
    }
}
