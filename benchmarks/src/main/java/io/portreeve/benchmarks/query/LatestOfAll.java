package io.portreeve.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The newest values of all containers, as the product reads them from the database where Redis does not have them. */
public final class LatestOfAll {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String SQL = "SELECT c.id, c.host_id, l.ts, l.body FROM containers c"
            + " LEFT JOIN container_latest l ON l.container_id = c.id WHERE c.removed_at IS NULL LIMIT 10000";

    private LatestOfAll() {}

    /** Milliseconds, p50 and p95, and how many they are; by an administrator's connection. */
    public static Map<String, Object> ask(Connection connection, int rounds) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE portreeve_app");
            statement.execute("SET app.current_org_id = '" + YearOfData.ORGANIZATION + "'");
        }
        List<Double> millis = new ArrayList<>();
        int containers = 0;
        try (PreparedStatement query = connection.prepareStatement(SQL)) {
            for (int round = 0; round < rounds; round++) {
                long began = System.nanoTime();
                containers = read(query);
                millis.add((System.nanoTime() - began) / NANOS_PER_MILLI);
            }
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("warmP50", Questions.at(millis, 0.5));
        figures.put("warmP95", Questions.at(millis, 0.95));
        figures.put("containers", containers);
        return figures;
    }

    private static int read(PreparedStatement query) throws SQLException {
        int read = 0;
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                read += rows.getBytes(4).length > 0 ? 1 : 0;
            }
        }
        return read;
    }
}
