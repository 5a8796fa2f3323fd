package io.portreeve.agent.logs;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.portreeve.agent.config.LogChoice;
import io.portreeve.agent.config.LogConfig;
import io.portreeve.agent.docker.LogSource;
import io.portreeve.contract.log.LogWish;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/** What the host's owner and a container's labels say of its log. */
final class LogRules {
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

    /** Whether it is sent though nobody wishes for it. */
    boolean sends(Map<String, String> labels) {
        return config.sends(labels);
    }

    /** Whether it is sent, where that is wished; the owner's word goes before the cloud's. */
    boolean sends(Map<String, String> labels, Optional<LogWish> wish) {
        return wish.filter(any -> config.grantsWishes(labels))
                .map(LogWish::keep)
                .orElseGet(() -> sends(labels));
    }

    /** Whether its label says that nobody is to have it. */
    boolean forbids(LogSource source) {
        return config.forbids(source.labels());
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
