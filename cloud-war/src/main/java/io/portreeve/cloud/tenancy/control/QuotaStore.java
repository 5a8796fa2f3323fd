package io.portreeve.cloud.tenancy.control;

import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.tenancy.Quota;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Reads {@code organization_quotas}. */
public final class QuotaStore {
    /** Quotas that are not the usual one; for the system role. */
    public Map<OrganizationId, Quota> all(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "select organization_id, hosts, containers, samples_per_minute, log_bytes_per_day"
                                + " from organization_quotas");
                ResultSet row = query.executeQuery()) {
            Map<OrganizationId, Quota> quotas = new HashMap<>();
            while (row.next()) {
                quotas.put(
                        new OrganizationId(row.getObject(1, UUID.class)),
                        new Quota(
                                number(row, 2, Quota.USUAL.hosts()),
                                number(row, 3, Quota.USUAL.containers()),
                                number(row, 4, Quota.USUAL.samplesPerMinute()),
                                large(row, 5, Quota.USUAL.logBytesPerDay())));
            }
            return quotas;
        }
    }

    private static long large(ResultSet row, int column, long usual) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? usual : number;
    }

    private static int number(ResultSet row, int column, int usual) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? usual : number;
    }
}
