package io.portreeve.contract.action;

import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Something to be done to one container. */
public sealed interface ContainerAction extends Operation {
    ActionKind kind();

    @Override
    default String wireName() {
        return kind().wireName();
    }

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

    /**
     * Removes a container.
     *
     * @param force whether one that runs is killed for it; otherwise the engine refuses
     * @param volumes whether the volumes without a name that only it uses go too
     */
    record Remove(boolean force, boolean volumes) implements ContainerAction {
        @Override
        public ActionKind kind() {
            return ActionKind.REMOVE;
        }
    }

    /**
     * Makes the container anew from its image as that is now, or from another, with everything else as it was; if the new
     * one does not become healthy in time, the old one goes on.
     *
     * @param image to make it from; empty for the name that it was made from
     * @param pull whether to ask the registry first; otherwise what the host has by that name is taken
     * @param healthDeadline whole seconds, at most {@code Limits.HEALTH_DEADLINE}
     */
    record Update(String image, boolean pull, Duration healthDeadline) implements ContainerAction {
        private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,511}");

        public Update {
            if (!image.isEmpty() && !REFERENCE.matcher(image).matches()) {
                throw new IllegalArgumentException("image is no name of an image");
            }
            checkSeconds("healthDeadline", healthDeadline, Limits.HEALTH_DEADLINE);
        }

        @Override
        public ActionKind kind() {
            return ActionKind.UPDATE;
        }

        @Override
        public Duration patience() {
            return pull ? healthDeadline.plus(Limits.PULL_DEADLINE) : healthDeadline;
        }
    }

    /**
     * Runs a command within the container, without a shell, and captures what it says.
     *
     * @param command with its arguments: 1 to {@code Limits.COMMAND_WORDS} words without NUL
     * @param deadline after which it is not waited for any more; whole seconds, at most {@code Limits.ACTION_PATIENCE}
     */
    record Exec(List<String> command, Duration deadline) implements ContainerAction {
        public Exec {
            command = List.copyOf(command);
            int length = command.stream().mapToInt(String::length).sum();
            if (command.isEmpty()
                    || command.size() > Limits.COMMAND_WORDS
                    || command.get(0).isEmpty()) {
                throw new IllegalArgumentException("command must have 1 to " + Limits.COMMAND_WORDS + " words");
            }
            if (length > Limits.COMMAND_LENGTH || String.join("", command).indexOf(0) >= 0) {
                throw new IllegalArgumentException(
                        "command must have at most " + Limits.COMMAND_LENGTH + " characters, none of them NUL");
            }
            checkSeconds("deadline", deadline, Limits.ACTION_PATIENCE);
        }

        @Override
        public ActionKind kind() {
            return ActionKind.EXEC;
        }

        @Override
        public Duration patience() {
            return deadline;
        }
    }

    private static void checkSeconds(String name, Duration time, Duration most) {
        boolean whole = time.toMillis() % 1000 == 0;
        if (!whole || time.isNegative() || time.isZero() || time.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be whole seconds, 1 to " + most.toSeconds());
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
