package io.portreeve.cloud.platform;

import java.sql.Connection;
import java.sql.SQLException;

/** Work on the connection of a transaction that somebody else begins and ends. */
@FunctionalInterface
public interface SqlWork<T> {
    T with(Connection connection) throws SQLException;
}
