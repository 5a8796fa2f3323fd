package io.portreeve.cloud.fleet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a container's log is to be kept. */
public enum LogChoice {
    KEEP,
    SKIP,
    /** As its label and its host's owner have it. */
    DEFAULT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<LogChoice> named(String word) {
        return Arrays.stream(values())
                .filter(choice -> choice.word().equals(word))
                .findFirst();
    }
}
