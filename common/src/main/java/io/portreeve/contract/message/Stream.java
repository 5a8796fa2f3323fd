package io.portreeve.contract.message;

import java.util.Arrays;
import java.util.Optional;

/** A sequence of durable messages with numbers of its own. */
public enum Stream {
    METRICS("metrics"),
    INVENTORY("inventory"),
    EVENTS("events"),
    HOST_METRICS("host-metrics"),
    LOGS("logs");

    private final String wireName;

    Stream(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<Stream> named(String wireName) {
        return Arrays.stream(values())
                .filter(stream -> stream.wireName.equals(wireName))
                .findFirst();
    }
}
