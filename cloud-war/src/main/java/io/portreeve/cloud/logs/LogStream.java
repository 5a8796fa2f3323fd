package io.portreeve.cloud.logs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an entry of a log is. */
public enum LogStream {
    STDOUT,
    STDERR,
    /** No line, but a span that ends at the entry's moment, in which lines are or may be missing. */
    GAP;

    /** By the name that programs and addresses use. */
    public static Optional<LogStream> named(String name) {
        return Arrays.stream(values())
                .filter(stream -> stream.wireName().equals(name))
                .findFirst();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
