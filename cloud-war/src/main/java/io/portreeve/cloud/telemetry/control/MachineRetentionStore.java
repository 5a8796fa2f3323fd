package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Deletes what machines did; as the system role. */
public final class MachineRetentionStore {
    /** Readings, of which each is a minute's, and what is rolled up from them. */
    public static final List<Level> LEVELS =
            List.of(Level.ONE_MINUTE, Level.FIVE_MINUTES, Level.ONE_HOUR, Level.ONE_DAY);

    /** Deletes some of these organizations' that are older, but no reading that is not rolled up yet; how many those were. */
    public int delete(Connection connection, Level level, List<UUID> organizations, Instant before, int most)
            throws SQLException {
        boolean readings = level == Level.ONE_MINUTE;
        Optional<Instant> rolledUpTo = MachineRollupStore.rolledUpTo(connection, Level.FIVE_MINUTES);
        Instant end = readings && rolledUpTo.orElse(Instant.EPOCH).isBefore(before)
                ? rolledUpTo.orElse(Instant.EPOCH)
                : before;
        String table = readings ? "host_samples" : MachineRollupStore.table(level);
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM " + table
                + " WHERE ctid = ANY (ARRAY(SELECT ctid FROM " + table
                + " WHERE ts < ? AND organization_id = ANY (?) LIMIT ?))")) {
            statement.setTimestamp(1, Timestamp.from(end));
            statement.setArray(2, connection.createArrayOf("uuid", organizations.toArray()));
            statement.setInt(3, most);
            return statement.executeUpdate();
        }
    }
}
