package io.portreeve.agent.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Values out of texts; what is wrong with a text is said without the setting and without the text. */
final class Forms {
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);

    private static final Duration SHORTEST_AGE = Duration.ofMinutes(1);
    private static final Duration LONGEST_AGE = Duration.ofHours(24);
    private static final Duration SHORTEST_TRIAL = Duration.ofSeconds(5);
    private static final Duration LONGEST_TRIAL = Duration.ofHours(1);
    private static final long SMALLEST_SPOOL = 1L << 20;
    private static final long LARGEST_SPOOL = 1L << 40;

    private Forms() {}

    static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("it is true or false");
        }
        return text.equals("true");
    }

    static boolean allowed(String text) {
        if (!text.equals("allow") && !text.equals("deny")) {
            throw new IllegalArgumentException("it is allow or deny");
        }
        return text.equals("allow");
    }

    static Duration updateDeadline(String text) {
        Duration value = duration(text);
        if (value.compareTo(SHORTEST_TRIAL) < 0 || value.compareTo(LONGEST_TRIAL) > 0) {
            throw new IllegalArgumentException("it lies between PT5S and PT1H");
        }
        return value;
    }

    static int positive(String text) {
        try {
            int value = Integer.parseInt(text);
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("it is a number above zero", e);
        }
        throw new IllegalArgumentException("it is a number above zero");
    }

    static Duration duration(String text) {
        try {
            Duration value = Duration.parse(text);
            if (!value.isNegative() && value.toMillis() > 0) {
                return value;
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException("it is a duration like PT10S or PT2M", e);
        }
        throw new IllegalArgumentException("it is a duration above zero, like PT10S or PT2M");
    }

    static Duration interval(String text) {
        Duration value = duration(text);
        if (value.toSeconds() < 1 || value.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException("it lies between PT1S and PT5M");
        }
        return value;
    }

    static Duration spoolAge(String text) {
        Duration value = duration(text);
        if (value.compareTo(SHORTEST_AGE) < 0 || value.compareTo(LONGEST_AGE) > 0) {
            throw new IllegalArgumentException("it lies between PT1M and PT24H");
        }
        return value;
    }

    static long spoolBytes(String text) {
        try {
            long value = Long.parseLong(text);
            if (value >= SMALLEST_SPOOL && value <= LARGEST_SPOOL) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("it is a number of bytes", e);
        }
        throw new IllegalArgumentException("it lies between " + SMALLEST_SPOOL + " and " + LARGEST_SPOOL + " bytes");
    }

    static LogChoice logChoice(String text) {
        try {
            return LogChoice.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it is none, labelled or all", e);
        }
    }

    static LogLevel logLevel(String text) {
        try {
            return LogLevel.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it is error, warning, info or debug", e);
        }
    }

    static URI engine(String text) {
        try {
            URI address = new URI(text);
            String scheme = String.valueOf(address.getScheme());
            boolean socket = scheme.equals("unix") && address.getPath() != null;
            boolean network = scheme.equals("tcp") && address.getHost() != null && address.getPort() > 0;
            if (socket || network) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is like unix:///var/run/docker.sock", e);
        }
        throw new IllegalArgumentException("it is like unix:///var/run/docker.sock or tcp://127.0.0.1:2375");
    }
}
