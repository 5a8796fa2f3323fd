package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

/** Hours and days, from the level below: the lowest of the lowest, the highest of the highest, means weighted by samples. */
final class CoarseRollups {
    private CoarseRollups() {}

    /** Some containers' buckets from one instant to before another. */
    static void write(Connection connection, Level level, Slice slice, Instant from, Instant to) throws SQLException {
        RollupRows rows = new RollupRows(level);
        String sql = select(level) + " WHERE " + slice.condition("s.container_id") + " AND s.ts >= ? AND s.ts < ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setTimestamp(1, Timestamp.from(from));
            query.setTimestamp(2, Timestamp.from(to));
            StoredRollups.read(query, rows::add);
        }
        rows.write(connection);
    }

    /** The buckets that hold these hours of containers, as far as they lie before an instant. */
    static void repair(Connection connection, Level level, UUID[] containers, String[] hours, Instant before)
            throws SQLException {
        RollupRows rows = new RollupRows(level);
        String seconds = "'" + level.bucket().toSeconds() + " seconds'";
        String sql = select(level) + " JOIN (SELECT DISTINCT d.container_id, date_bin(" + seconds
                + ", d.hour, '1970-01-01Z') AS bucket FROM unnest(?::uuid[], ?::timestamptz[]) d (container_id, hour)) b"
                + " ON s.container_id = b.container_id AND s.ts >= b.bucket AND s.ts < b.bucket + interval " + seconds
                + " WHERE b.bucket < ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("uuid", containers));
            query.setArray(2, connection.createArrayOf("timestamptz", hours));
            query.setTimestamp(3, Timestamp.from(before));
            StoredRollups.read(query, rows::add);
        }
        rows.write(connection);
    }

    private static String select(Level level) {
        return StoredRollups.select(level.source(), level.isSketched());
    }
}
