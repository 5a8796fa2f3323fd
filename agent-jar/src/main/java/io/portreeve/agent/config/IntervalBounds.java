package io.portreeve.agent.config;

import java.time.Duration;

/** How often containers may be read, as the host's owner has it. */
public record IntervalBounds(Duration shortest, Duration longest) {
    public IntervalBounds {
        if (shortest.compareTo(longest) > 0) {
            throw new ConfigException(Setting.SHORTEST_INTERVAL.key() + " (" + shortest + ") is more than "
                    + Setting.LONGEST_INTERVAL.key() + " (" + longest + ")");
        }
    }

    /** The nearest to what was asked for. */
    public Duration bound(Duration wanted) {
        if (wanted.compareTo(shortest) < 0) {
            return shortest;
        }
        return wanted.compareTo(longest) > 0 ? longest : wanted;
    }
}
