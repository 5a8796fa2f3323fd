package io.portreeve.cloud.platform.boundary;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.SqlWork;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Work across organizations, as a role that may see the few tables it needs: finding who signs in, which agent
 * connects, what to roll up. Its caller answers for not handing one organization's rows to another.
 */
@ApplicationScoped
public class SystemDatabase {
    @Resource(lookup = "java:app/jdbc/portreeve-system")
    DataSource dataSource;

    /**
     * Runs the work in a transaction of its own, whatever the caller is in; an exception rolls it back.
     *
     * @throws DatabaseException if the database refuses
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public <T> T transaction(SqlWork<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
