package io.portreeve.cloud.platform;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets each organization have so many queries under way at once on this node; further ones wait a little. */
public final class QueryLanes {
    private final Map<OrganizationId, Lane> lanes = new ConcurrentHashMap<>();
    private final int atOnce;
    private final Duration patience;

    public QueryLanes(int atOnce, Duration patience) {
        this.atOnce = atOnce;
        this.patience = patience;
    }

    /** Goes with the last of its queries, so that there are no more lanes than queries. */
    private static final class Lane {
        private final Semaphore free;
        private int queries;

        Lane(int atOnce) {
            free = new Semaphore(atOnce, true);
        }
    }

    /**
     * Does the work when there is room for it.
     *
     * @throws ProblemException {@code too-many-pending} if there was none in time
     */
    public <T> T within(OrganizationId organization, Supplier<T> work) {
        Lane lane = lanes.compute(organization, (id, known) -> {
            Lane chosen = known == null ? new Lane(atOnce) : known;
            chosen.queries++;
            return chosen;
        });
        try {
            return within(lane, work);
        } finally {
            lanes.computeIfPresent(organization, (id, known) -> --known.queries == 0 ? null : known);
        }
    }

    private <T> T within(Lane lane, Supplier<T> work) {
        try {
            if (!lane.free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(
                        ProblemCode.TOO_MANY_PENDING,
                        "Too many questions of your organization are under way; ask fewer at once.",
                        Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemCode.UNAVAILABLE, "The service is stopping; try again.");
        }
        try {
            return work.get();
        } finally {
            lane.free.release();
        }
    }

    int lanes() {
        return lanes.size();
    }
}
