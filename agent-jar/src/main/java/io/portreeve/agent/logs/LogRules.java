package io.portreeve.agent.logs;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.portreeve.agent.config.LogChoice;
import io.portreeve.agent.config.LogConfig;
import io.portreeve.agent.docker.LogSource;
import java.util.Optional;
import java.util.logging.Logger;

/** What the host's owner and a container's labels say of its log. */
final class LogRules {
    /** {@code true} or {@code false}. */
    static final String LABEL = "portreeve.logs";

    /** What begins a message of several lines. */
    static final String FIRST_LINE_LABEL = "portreeve.logs.first-line";

    private static final Logger LOG = Logger.getLogger(LogRules.class.getName());

    private final LogConfig config;

    LogRules(LogConfig config) {
        this.config = config;
    }

    boolean sendsAny() {
        return config.choice() != LogChoice.NONE;
    }

    boolean sends(LogSource source) {
        String said = said(source);
        return switch (config.choice()) {
            case NONE -> false;
            case LABELLED -> said.equals("true");
            case ALL -> !said.equals("false");
        };
    }

    /** Whether its label says that nobody is to have it. */
    boolean forbids(LogSource source) {
        return said(source).equals("false");
    }

    private static String said(LogSource source) {
        return source.labels().getOrDefault(LABEL, "");
    }

    LogIntake intake(LogSource source, LogPosition position, LogIntake.Way way) {
        return new LogIntake(
                position,
                new RateLimit(config.linesPerSecond()),
                new Redaction(config.secrets()),
                firstLine(source),
                way);
    }

    private Optional<Pattern> firstLine(LogSource source) {
        String said = source.labels().getOrDefault(FIRST_LINE_LABEL, "");
        try {
            return said.isEmpty() ? config.firstLine() : Optional.of(Pattern.compile(said));
        } catch (PatternSyntaxException e) {
            LOG.warning(() -> "the label " + FIRST_LINE_LABEL + " is no expression: container=" + source.id() + ": "
                    + e.getDescription());
            return config.firstLine();
        }
    }
}
