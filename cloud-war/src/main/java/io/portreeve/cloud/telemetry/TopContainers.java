package io.portreeve.cloud.telemetry;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import java.time.Instant;
import java.util.List;

/**
 * The containers that used most over a span of time, those first that used more.
 *
 * @param from start of the first bucket that counts, perhaps a little before what was asked for
 * @param level the coarsest that was read
 */
public record TopContainers(Ranking ranking, Instant from, Instant to, Level level, List<Entry> entries) {
    public TopContainers {
        entries = List.copyOf(entries);
    }

    /**
     * One of them; texts are empty where there is nothing to say.
     *
     * @param mean over the whole span, in which a container that was not there used nothing
     */
    public record Entry(
            ContainerId container,
            String name,
            HostId host,
            String hostName,
            String composeProject,
            String composeService,
            double mean) {}
}
