package io.portreeve.agent.command;

import java.util.Optional;
import java.util.UUID;

/** Whoever replaces the agent itself. Called on threads of actions, and may wait for the network. */
public interface SelfUpdate {
    /** None: for agents that are what they are. */
    SelfUpdate NONE = new SelfUpdate() {
        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }

        @Override
        public Optional<String> stage(UUID action, String release) {
            return Optional.of("this agent cannot replace itself");
        }

        @Override
        public void hasten() {}

        @Override
        public void giveUp(UUID action, String why) {}

        @Override
        public Optional<Came> came(UUID action) {
            return Optional.of(new Came(false, "this agent cannot replace itself"));
        }
    };

    /**
     * What came of an update.
     *
     * @param confirmed whether the new version runs and has connected
     */
    record Came(boolean confirmed, String answer) {}

    /** The rule of the host's owner that forbids it. */
    Optional<String> refusal();

    /**
     * Fetches a release, checks it, and makes it what is tried at the next start; why not, if not. Then nothing has
     * changed.
     */
    Optional<String> stage(UUID action, String release);

    /** Lets this process end, and be started again, soon. */
    void hasten();

    /** What was staged for this action is not to be tried, unless it is already. */
    void giveUp(UUID action, String why);

    /** What came of it; empty while it is tried. */
    Optional<Came> came(UUID action);
}
