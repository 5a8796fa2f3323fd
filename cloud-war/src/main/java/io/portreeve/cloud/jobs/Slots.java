package io.portreeve.cloud.jobs;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.PortreeveConfig;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets one node run each slot of a timer. The lock is held while the work runs, so a slow slot is not overtaken by the
 * next one; the row outlives it, so a node whose clock is behind does not run the slot again.
 */
@ApplicationScoped
public class Slots {
    private static final Logger LOG = Logger.getLogger(Slots.class.getName());
    private static final Duration REMEMBERED = Duration.ofDays(1);

    @Inject
    SystemDatabase database;

    @Inject
    PortreeveConfig config;

    @Inject
    Clock clock;

    /**
     * Runs the work if nobody has run this slot.
     *
     * @param length of a slot; slots are aligned to the epoch
     */
    void runOnce(String timer, Duration length, Runnable work) {
        Instant now = clock.instant();
        long width = length.toMillis();
        Instant slot = Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), width) * width);
        try {
            database.transaction(connection -> {
                if (claim(connection, timer, slot, now)) {
                    work.run();
                }
                return null;
            });
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "timer {0} did not run: {1}", new Object[] {timer, e.getMessage()});
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "timer " + timer + " failed", e);
        }
    }

    private boolean claim(Connection connection, String timer, Instant slot, Instant now) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                "SELECT pg_try_advisory_xact_lock(hashtext('portreeve.timer'), hashtext(?))")) {
            lock.setString(1, timer);
            try (ResultSet rows = lock.executeQuery()) {
                rows.next();
                if (!rows.getBoolean(1)) {
                    return false;
                }
            }
        }
        try (PreparedStatement forget =
                connection.prepareStatement("DELETE FROM timer_slots WHERE name = ? AND slot < ?")) {
            forget.setString(1, timer);
            forget.setTimestamp(2, Timestamp.from(now.minus(REMEMBERED)));
            forget.executeUpdate();
        }
        try (PreparedStatement claim = connection.prepareStatement(
                "INSERT INTO timer_slots (name, slot, node, ran_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            claim.setString(1, timer);
            claim.setTimestamp(2, Timestamp.from(slot));
            claim.setString(3, config.nodeName());
            claim.setTimestamp(4, Timestamp.from(now));
            return claim.executeUpdate() == 1;
        }
    }
}
