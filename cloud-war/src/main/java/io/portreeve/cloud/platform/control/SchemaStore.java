package io.portreeve.cloud.platform.control;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the database has of our schema. */
public final class SchemaStore {
    public boolean exists(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT to_regclass('portreeve.timer_slots') IS NOT NULL")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }
}
