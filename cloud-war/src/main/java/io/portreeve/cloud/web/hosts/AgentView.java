package io.portreeve.cloud.web.hosts;

import io.portreeve.cloud.fleet.AgentHealth;
import io.portreeve.cloud.web.format.Formats;
import io.portreeve.cloud.web.format.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** What an agent costs its host and how it fares, ready to be shown. */
public record AgentView(Moment at, AgentHealth health) {
    private static final Duration USUAL_AGE = Duration.ofMinutes(2);
    private static final double MILLIS_PER_SECOND = 1_000;

    static AgentView of(AgentHealth health, Instant now, ZoneId zone) {
        return new AgentView(Moment.of(Optional.of(health.at()), now, zone), health);
    }

    public String cpu() {
        return String.format(Locale.ROOT, "%.2f", health.figures().cpuMillisPerMinute() / MILLIS_PER_SECOND);
    }

    /** Null if it does not know. */
    public String memory() {
        long bytes = health.figures().residentBytes();
        return bytes > 0 ? Formats.bytes((double) bytes) : null;
    }

    public String spool() {
        return Formats.bytes((double) health.figures().spoolBytes());
    }

    /** Null while no more waits than what is being sent. */
    public String spoolAge() {
        return health.figures()
                .spoolAge()
                .filter(age -> age.compareTo(USUAL_AGE) > 0)
                .map(Formats::duration)
                .orElse(null);
    }

    /** Null while the disk takes what waits. */
    public String spoolProblem() {
        return health.figures().spoolProblem().orElse(null);
    }

    public long reconnects() {
        return health.figures().reconnects();
    }

    public long errors() {
        return health.figures().errors();
    }

    public long dropped() {
        return health.dropped();
    }
}
