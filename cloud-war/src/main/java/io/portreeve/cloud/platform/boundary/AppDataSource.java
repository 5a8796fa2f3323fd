package io.portreeve.cloud.platform.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Plain connections as the runtime role, outside JTA, for the one writer that stores several organizations' rows in one
 * transaction and sets the scope itself between them, transaction-local. Everybody else uses {@link TenantDatabase}.
 */
@ApplicationScoped
public class AppDataSource {
    @Resource(lookup = "java:app/jdbc/portreeve")
    DataSource dataSource;

    /** A connection without autocommit and without an organization in scope; the caller commits and closes it. */
    public Connection connection() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }
}
