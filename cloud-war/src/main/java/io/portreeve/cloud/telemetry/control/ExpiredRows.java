package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.platform.OrganizationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** Rows that one organization wants rid of before others do; as the system role. */
public final class ExpiredRows {
    /** A week of their minutes is 200,000 rows, which take a second or two. */
    public static final int CONTAINERS_AT_ONCE = 20;

    /** Removed ones included; in another order each time, so that a run that ends early leaves out others. */
    public List<UUID> containers(Connection connection, OrganizationId organization) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT id FROM containers WHERE organization_id = ?")) {
            query.setObject(1, organization.value());
            List<UUID> ids = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
            Collections.shuffle(ids);
            return ids;
        }
    }

    /** Gives how many there were. */
    public int delete(Connection connection, MetricTable table, List<UUID> containers, Instant before)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + table.relation() + " WHERE container_id = ANY (?) AND ts < ?")) {
            delete.setArray(1, connection.createArrayOf("uuid", containers.toArray()));
            delete.setTimestamp(2, Timestamp.from(before));
            return delete.executeUpdate();
        }
    }
}
