package io.portreeve.cloud.platform.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;

/** Which slots of timers have run. */
public final class TimerSlotStore {
    private static final Duration REMEMBERED = Duration.ofDays(1);

    /** Takes the slot, and with it the timer's lock until the transaction ends. */
    public boolean claim(Connection connection, String timer, Instant slot, String node, Instant now)
            throws SQLException {
        if (!lock(connection, timer)) {
            return false;
        }
        forget(connection, timer, now.minus(REMEMBERED));
        try (PreparedStatement claim = connection.prepareStatement(
                "INSERT INTO timer_slots (name, slot, node, ran_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            claim.setString(1, timer);
            claim.setTimestamp(2, Timestamp.from(slot));
            claim.setString(3, node);
            claim.setTimestamp(4, Timestamp.from(now));
            return claim.executeUpdate() == 1;
        }
    }

    private static boolean lock(Connection connection, String timer) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                "SELECT pg_try_advisory_xact_lock(hashtext('portreeve.timer'), hashtext(?))")) {
            lock.setString(1, timer);
            try (ResultSet rows = lock.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    private static void forget(Connection connection, String timer, Instant before) throws SQLException {
        try (PreparedStatement forget =
                connection.prepareStatement("DELETE FROM timer_slots WHERE name = ? AND slot < ?")) {
            forget.setString(1, timer);
            forget.setTimestamp(2, Timestamp.from(before));
            forget.executeUpdate();
        }
    }
}
