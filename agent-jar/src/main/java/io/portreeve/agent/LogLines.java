package io.portreeve.agent;

import io.portreeve.agent.config.LogLevel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** The log: one line a fact, on standard output, where a service manager takes it. */
final class LogLines extends Formatter {
    private static final Logger LIBRARIES = Logger.getLogger("com.github.dockerjava");

    // Held, since the log manager forgets loggers that nobody holds, and their levels with them.
    private static final Logger OURS = Logger.getLogger("io.portreeve");

    static void install() {
        LogManager.getLogManager().reset();
        Handler lines = new StreamHandler(System.out, new LogLines()) {
            @Override
            public synchronized void publish(LogRecord logged) {
                super.publish(logged);
                flush();
            }
        };
        lines.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(lines);
        Logger.getLogger("").setLevel(Level.INFO);
        LIBRARIES.setLevel(Level.OFF);
    }

    /** From now on. */
    static void level(LogLevel level) {
        OURS.setLevel(
                switch (level) {
                    case ERROR -> Level.SEVERE;
                    case WARNING -> Level.WARNING;
                    case INFO -> Level.INFO;
                    case DEBUG -> Level.FINE;
                });
    }

    @Override
    public String format(LogRecord logged) {
        Instant at = logged.getInstant().truncatedTo(ChronoUnit.MILLIS);
        return at + " " + logged.getLevel() + " " + formatMessage(logged) + System.lineSeparator() + trace(logged);
    }

    private static String trace(LogRecord logged) {
        if (logged.getThrown() == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        logged.getThrown().printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
