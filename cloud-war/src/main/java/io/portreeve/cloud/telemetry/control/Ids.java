package io.portreeve.cloud.telemetry.control;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Reads ids out of rows of which there are many. */
final class Ids {
    private Ids() {}

    /** Of a column that is not null. The pool's wrapper would look for the method that is told a type at each call. */
    static UUID at(ResultSet rows, int column) throws SQLException {
        return (UUID) rows.getObject(column);
    }
}
