package io.portreeve.cloud.fleet;

import java.util.Arrays;
import java.util.Locale;

/** What a container is doing. */
public enum ContainerState {
    CREATED,
    RUNNING,
    PAUSED,
    RESTARTING,
    REMOVING,
    EXITED,
    DEAD,
    /** Its host is offline, or the engine used a word that is none of the above. */
    UNKNOWN;

    /** By the engine's word, such as {@code running}. */
    public static ContainerState named(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** The engine's word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
