package io.portreeve.cloud.tenancy.control;

import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.tenancy.RetentionTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code organization_retention}. */
public final class RetentionStore {
    private static final String COLUMNS = "samples_hours, minutes_hours, five_minutes_hours, hours_hours, days_hours";

    /** Of the organization in scope. */
    public Optional<RetentionTimes> find(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT organization_id, " + COLUMNS + " FROM organization_retention");
                ResultSet rows = query.executeQuery()) {
            return rows.next() ? Optional.of(times(rows)) : Optional.empty();
        }
    }

    public void save(Connection connection, OrganizationId organization, RetentionTimes times) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO organization_retention"
                + " (organization_id, " + COLUMNS
                + ") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (organization_id) DO UPDATE"
                + " SET samples_hours = excluded.samples_hours, minutes_hours = excluded.minutes_hours,"
                + " five_minutes_hours = excluded.five_minutes_hours, hours_hours = excluded.hours_hours,"
                + " days_hours = excluded.days_hours")) {
            upsert.setObject(1, organization.value());
            int next = 2;
            for (Duration time :
                    List.of(times.samples(), times.minutes(), times.fiveMinutes(), times.hours(), times.days())) {
                upsert.setInt(next++, (int) time.toHours());
            }
            upsert.executeUpdate();
        }
    }

    /** Of all organizations that have times of their own; as the system role. */
    public Map<OrganizationId, RetentionTimes> all(Connection connection) throws SQLException {
        Map<OrganizationId, RetentionTimes> all = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT organization_id, " + COLUMNS + " FROM organization_retention");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                all.put(new OrganizationId(rows.getObject(1, UUID.class)), times(rows));
            }
        }
        return all;
    }

    /** Every organization there is; as the system role. */
    public List<OrganizationId> organizations(Connection connection) throws SQLException {
        List<OrganizationId> ids = new java.util.ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT id FROM organizations ORDER BY id");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                ids.add(new OrganizationId(rows.getObject(1, UUID.class)));
            }
        }
        return ids;
    }

    private static RetentionTimes times(ResultSet row) throws SQLException {
        return new RetentionTimes(
                Duration.ofHours(row.getInt(2)),
                Duration.ofHours(row.getInt(3)),
                Duration.ofHours(row.getInt(4)),
                Duration.ofHours(row.getInt(5)),
                Duration.ofHours(row.getInt(6)));
    }
}
