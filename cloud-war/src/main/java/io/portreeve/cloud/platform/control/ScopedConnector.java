package io.portreeve.cloud.platform.control;

import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.TenantScope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;

/**
 * Sets the organization in scope on each connection that EclipseLink takes, for the length of the transaction alone
 * (also behind a pooler in transaction mode). Without a scope it sets none, and no row is visible.
 */
final class ScopedConnector extends JNDIConnector {
    private static final long serialVersionUID = 1L;
    private static final String SET_SCOPE = "SELECT set_config('app.current_org_id', ?, true)";

    private ScopedConnector(String name) {
        super(name);
    }

    static ScopedConnector around(JNDIConnector connector) {
        ScopedConnector scoped = new ScopedConnector(connector.getName());
        scoped.setDataSource(connector.getDataSource());
        return scoped;
    }

    @Override
    public Connection connect(Properties properties, Session session) {
        Connection connection = super.connect(properties, session);
        try (PreparedStatement statement = connection.prepareStatement(SET_SCOPE)) {
            statement.setString(
                    1,
                    TenantScope.currentOfThread().map(OrganizationId::toString).orElse(""));
            statement.execute();
            return connection;
        } catch (SQLException e) {
            closeQuietly(connection, e);
            throw DatabaseException.sqlException(e);
        }
    }

    private static void closeQuietly(Connection connection, SQLException reason) {
        try {
            connection.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
