package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.telemetry.Ranking;
import io.portreeve.cloud.telemetry.TopContainers;
import io.portreeve.cloud.telemetry.control.Queries;
import io.portreeve.cloud.telemetry.control.TopStore;
import io.portreeve.cloud.tenancy.RetentionTimes;
import io.portreeve.cloud.tenancy.boundary.RetentionPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/** Who uses most, in the organization in scope. */
@ApplicationScoped
public class Top {
    private static final int MOST = 100;

    private final TopStore store = new TopStore();
    private final Queries queries;
    private final RetentionPolicy policy;
    private final Clock clock;

    @Inject
    public Top(Queries queries, RetentionPolicy policy, Clock clock) {
        this.queries = queries;
        this.policy = policy;
        this.clock = clock;
    }

    /** For the proxy. */
    protected Top() {
        this(null, null, null);
    }

    /**
     * Compares containers by what they used on average, removed ones included.
     *
     * @param most how many are wanted at most, 1 to 100
     * @throws ProblemException {@code request-invalid} if the span is none, or longer than 93 days
     */
    public TopContainers containers(Ranking ranking, int most, Instant from, Instant to) {
        if (most < 1 || most > MOST) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "n must lie between 1 and 100.");
        }
        RetentionTimes kept = policy.current();
        return queries.ask(connection -> store.read(connection, ranking, most, from, to, clock.instant(), kept));
    }
}
