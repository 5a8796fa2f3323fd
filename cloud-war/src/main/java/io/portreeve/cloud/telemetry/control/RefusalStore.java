package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Refusals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Rows of {@code refusals}, of the organization in scope. */
public final class RefusalStore {
    private static final String ADD = """
            insert into refusals (organization_id, day, code, count, last_at) values (?, ?, ?, ?, ?)
            on conflict (organization_id, day, code)
            do update set count = refusals.count + excluded.count, last_at = excluded.last_at
            """;
    private static final String SINCE =
            "select day, code, count, last_at from refusals where day >= ? order by day desc, code";

    public void add(Connection connection, UUID organization, Map<String, Long> codes, Instant now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            // in one order, lest two nodes wait for each other
            for (Map.Entry<String, Long> code : new TreeMap<>(codes).entrySet()) {
                statement.setObject(1, organization);
                statement.setObject(2, now.atOffset(ZoneOffset.UTC).toLocalDate());
                statement.setString(3, code.getKey());
                statement.setLong(4, code.getValue());
                statement.setObject(5, now.atOffset(ZoneOffset.UTC));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Deletes what is older, across organizations; how many rows those were. */
    public int deleteBefore(Connection connection, LocalDate day) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from refusals where day < ?")) {
            delete.setObject(1, day);
            return delete.executeUpdate();
        }
    }

    /** The newest day first. */
    public List<Refusals> since(Connection connection, LocalDate day) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SINCE)) {
            query.setObject(1, day);
            try (ResultSet row = query.executeQuery()) {
                List<Refusals> all = new ArrayList<>();
                while (row.next()) {
                    all.add(new Refusals(
                            row.getObject(1, LocalDate.class),
                            row.getString(2),
                            row.getLong(3),
                            row.getObject(4, OffsetDateTime.class).toInstant()));
                }
                return all;
            }
        }
    }
}
