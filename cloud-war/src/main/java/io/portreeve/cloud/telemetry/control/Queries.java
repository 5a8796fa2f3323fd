package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.QueryLanes;
import io.portreeve.cloud.platform.SqlWork;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/** Queries of people and programs, bounded in how long each takes and in how many an organization has at once. */
@ApplicationScoped
public class Queries {
    private static final int AT_ONCE = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String LONGEST = "15s";
    private static final String CANCELED = "57014";

    private final QueryLanes lanes = new QueryLanes(AT_ONCE, PATIENCE);
    private final TenantDatabase database;
    private final TenantScope scope;

    @Inject
    public Queries(TenantDatabase database, TenantScope scope) {
        this.database = database;
        this.scope = scope;
    }

    /** For the proxy. */
    protected Queries() {
        this(null, null);
    }

    /**
     * Asks in a transaction of the organization in scope.
     *
     * @throws ProblemException {@code too-many-pending} if too many of the organization are under way, {@code
     *     request-invalid} if one statement takes longer than 15 s
     */
    public <T> T ask(SqlWork<T> work) {
        return lanes.within(scope.required(), () -> {
            try {
                return database.transaction(connection -> {
                    limit(connection);
                    return work.with(connection);
                });
            } catch (DatabaseException e) {
                if (e.getCause() instanceof SQLException cause && CANCELED.equals(cause.getSQLState())) {
                    throw new ProblemException(
                            ProblemCode.REQUEST_INVALID, "This takes too long; ask for a shorter span of time.");
                }
                throw e;
            }
        });
    }

    private static void limit(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT set_config('statement_timeout', ?, true)")) {
            statement.setString(1, LONGEST);
            statement.execute();
        }
    }
}
