package io.portreeve.cloud.fleet;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What was chosen for a container's log.
 *
 * @param since when; absent where nothing was
 */
public record ChosenLog(LogChoice choice, Optional<Instant> since, Answer answer) {
    /** Whether the host goes by what is chosen. */
    public enum Answer {
        GRANTED,
        /** Its owner lets nobody choose: logs or logs-wishes in its agent's configuration, or the container's label. */
        FORBIDDEN,
        /** No agent of it was ever connected that knows of choices. */
        AGENT_TOO_OLD;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
