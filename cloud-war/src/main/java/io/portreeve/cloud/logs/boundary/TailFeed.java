package io.portreeve.cloud.logs.boundary;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.logs.LiveLine;
import io.portreeve.cloud.logs.LiveTail;
import io.portreeve.cloud.logs.LogStream;
import io.portreeve.cloud.logs.control.LogJson;
import io.portreeve.cloud.logs.control.TailPublisher;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.boundary.Redis;
import io.portreeve.contract.log.LogLine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What containers write while somebody watches, on whichever node, kept or not. */
@ApplicationScoped
public class TailFeed {
    private final Redis redis;
    private final TailPublisher publisher;

    @Inject
    public TailFeed(Redis redis, TailPublisher publisher) {
        this.redis = redis;
        this.publisher = publisher;
    }

    /** For the proxy. */
    protected TailFeed() {
        this(null, null);
    }

    /**
     * Tells of what an agent's container wrote; never blocks, and may be left out. Nothing goes into the database.
     *
     * @param state as in {@link LiveTail}
     * @param missed how many lines were left out before these
     */
    public void share(AuthenticatedAgent agent, ContainerId container, String state, long missed, List<LogLine> lines) {
        publisher.share(new LiveTail(
                agent.organization(),
                container,
                state,
                missed,
                lines.stream().map(TailFeed::line).toList()));
    }

    /**
     * Listens to one log. The caller answers for the organization being the one of whoever listens; of another
     * organization's container nothing comes. The listener runs on the bus's one thread: hand over, do not block.
     *
     * @return ends the subscription
     */
    AutoCloseable subscribe(OrganizationId organization, ContainerId container, Consumer<LiveTail> listener) {
        return redis.subscribe(
                TailPublisher.topic(organization, container),
                (topic, text) -> LogJson.readTail(text)
                        .filter(tail -> tail.organization().equals(organization))
                        .ifPresent(listener));
    }

    private static LiveLine line(LogLine line) {
        return new LiveLine(
                line.number(),
                Instant.ofEpochSecond(0, line.timeNanos()),
                line.stderr() ? LogStream.STDERR : LogStream.STDOUT,
                line.text());
    }
}
