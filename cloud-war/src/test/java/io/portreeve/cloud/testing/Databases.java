package io.portreeve.cloud.testing;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.SqlWork;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.Redis;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.migrations.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import redis.clients.jedis.RedisClient;

/** The platform's transactions on a test's database, without a container; and a Redis that is away. */
public final class Databases {
    private final TestDatabase database = TestDatabase.create();
    private final TenantScope scope = new TenantScope();

    public TenantScope scope() {
        return scope;
    }

    public OrganizationId organization(String name) throws SQLException {
        return new FleetDatabase(database).organization(name);
    }

    /** A new agent of the organization, on a host of that name. */
    public AuthenticatedAgent agent(OrganizationId organization, String hostName) throws SQLException {
        return new FleetDatabase(database).agent(organization, hostName);
    }

    public Connection administrator() throws SQLException {
        return database.adminConnection();
    }

    public TenantDatabase tenant() {
        return new TenantDatabase() {
            @Override
            public <T> T transaction(SqlWork<T> work) {
                return committed(() -> database.appConnection(scope.required().value()), work);
            }
        };
    }

    public SystemDatabase system() {
        return new SystemDatabase() {
            @Override
            public <T> T transaction(SqlWork<T> work) {
                return committed(database::systemConnection, work);
            }
        };
    }

    public static Redis noRedis() {
        return new Redis() {
            @Override
            public <T> Optional<T> attempt(Function<RedisClient, T> command) {
                return Optional.empty();
            }

            @Override
            public AutoCloseable subscribe(String pattern, BiConsumer<String, String> listener) {
                return () -> {};
            }
        };
    }

    private interface Opening {
        Connection open() throws SQLException;
    }

    private static <T> T committed(Opening opening, SqlWork<T> work) {
        try (Connection connection = opening.open()) {
            connection.setAutoCommit(false);
            T result = work.with(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
