package io.portreeve.cloud.actions.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** What commands said, over all organizations; for the system role. */
public final class ActionOutputs {
    private static final String FORGET = """
            update actions set output = null, output_left_out = null
            where id in (select id from actions where output is not null and ended_at < ? order by ended_at limit ?)
            """;

    /** Lets go of so many at most, the oldest first; how many those were. */
    public int forget(Connection connection, Instant endedBefore, int most) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(FORGET)) {
            update.setObject(1, ActionStore.timestamp(endedBefore));
            update.setInt(2, most);
            return update.executeUpdate();
        }
    }
}
