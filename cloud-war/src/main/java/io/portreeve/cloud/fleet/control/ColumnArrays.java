package io.portreeve.cloud.fleet.control;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Rows as an array a column, which {@code unnest} makes rows again. */
record ColumnArrays<T>(Connection connection, List<T> rows) {
    Array of(String type, Function<T, Object> value) throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }

    /** With what a text of the database can hold. */
    Array texts(Function<T, String> text) throws SQLException {
        return of("text", row -> Columns.storable(text.apply(row)));
    }
}
