package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.Metric;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads samples as they came, of the organization in scope or as the system of all: packed by the hour as far as they are,
 * then by the minute, and those that stand a row a reading from before. Rows are streamed, so that any number fits; the connection is in a transaction.
 */
final class StoredReadings {
    private static final int FETCHED_AT_ONCE = 2_000;
    private static final int HOURS_AT_ONCE = 100;
    private static final String PACKED =
            "SELECT r.organization_id, r.container_id, r.ts, r.body FROM container_minutes r";
    private static final String HOURLY =
            "SELECT r.organization_id, r.container_id, r.ts, r.body FROM container_hours r";
    private static final String WIDE = "SELECT r.organization_id, r.container_id, r.ts, "
            + MetricColumns.OWN.stream()
                    .map(metric -> "r." + MetricColumns.name(metric) + "::float8")
                    .collect(Collectors.joining(", "))
            + " FROM container_samples r";

    private static final String HOURS = " JOIN unnest(?::uuid[], ?::timestamptz[]) d (container_id, hour)"
            + " ON r.container_id = d.container_id AND r.ts >= d.hour - interval '1 minute'"
            + " AND r.ts < d.hour + interval '1 hour'";

    /** Takes a reading; the values are those of the metrics in their order, NaN where there is none, and reused. */
    @FunctionalInterface
    interface Reader {
        void reading(UUID organization, UUID container, Instant at, double[] values);
    }

    /** Binds the parameters of a condition; gives the index after them. */
    @FunctionalInterface
    interface Binder {
        int bind(PreparedStatement query, int first) throws SQLException;
    }

    private final String condition;
    private final Binder binder;

    private StoredReadings(String condition, Binder binder) {
        this.condition = condition;
        this.binder = binder;
    }

    static StoredReadings of(Slice slice) {
        return new StoredReadings(" WHERE " + slice.condition("r.container_id"), (query, first) -> first);
    }

    static StoredReadings of(Connection connection, UUID... containers) {
        return new StoredReadings(" WHERE r.container_id = ANY (?)", (query, first) -> {
            query.setArray(first, connection.createArrayOf("uuid", containers));
            return first + 1;
        });
    }

    /** All readings from one instant to before another, in no order. */
    void read(Connection connection, Instant from, Instant to, Reader reader) throws SQLException {
        String within = condition + " AND r.ts >= ? AND r.ts < ?";
        Reader bounded = (organization, container, at, values) -> {
            if (!at.isBefore(from) && at.isBefore(to)) {
                reader.reading(organization, container, at, values);
            }
        };
        Instant packed = HourStore.packedUpTo(connection).orElse(Instant.EPOCH);
        if (from.isBefore(packed)) {
            try (PreparedStatement query = connection.prepareStatement(HOURLY + within)) {
                int next = binder.bind(query, 1);
                query.setTimestamp(next, Timestamp.from(PackedHour.hourOf(from)));
                query.setTimestamp(next + 1, Timestamp.from(packed.isBefore(to) ? packed : to));
                hourly(query, bounded);
            }
        }
        if (packed.isBefore(to)) {
            try (PreparedStatement query = connection.prepareStatement(PACKED + within)) {
                Instant first = packed.isBefore(from) ? from : packed;
                int next = binder.bind(query, 1);
                // a row's readings begin up to a batch's span before the last of them
                query.setTimestamp(next, Timestamp.from(first.minus(Limits.BATCH_SPAN)));
                query.setTimestamp(next + 1, Timestamp.from(to));
                packed(query, 0, (organization, container, at, values) -> {
                    if (!at.isBefore(packed)) {
                        bounded.reading(organization, container, at, values);
                    }
                });
            }
        }
        try (PreparedStatement query = connection.prepareStatement(WIDE + within)) {
            int next = binder.bind(query, 1);
            query.setTimestamp(next, Timestamp.from(from));
            query.setTimestamp(next + 1, Timestamp.from(to));
            wide(query, 0, bounded);
        }
    }

    /** All readings of these hours of containers: the n-th hour, by its start, is of the n-th container. */
    static void ofHours(Connection connection, UUID[] containers, String[] hours, Reader reader) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(PACKED.replace("r.body", "r.body, d.hour") + HOURS)) {
            query.setArray(1, connection.createArrayOf("uuid", containers));
            query.setArray(2, connection.createArrayOf("timestamptz", hours));
            packed(query, 5, reader);
        }
        String wide = WIDE.replace(" FROM container_samples", ", d.hour FROM container_samples");
        try (PreparedStatement query = connection.prepareStatement(wide + HOURS)) {
            query.setArray(1, connection.createArrayOf("uuid", containers));
            query.setArray(2, connection.createArrayOf("timestamptz", hours));
            wide(query, 4 + MetricColumns.OWN.size(), reader);
        }
    }

    /** What minutes have from one instant to before another, whether or not it is packed by the hour; container by container. */
    static void ofMinutes(Connection connection, List<UUID> containers, Instant from, Instant to, Reader reader)
            throws SQLException {
        String sql = PACKED + " WHERE r.container_id = ANY (?) AND r.ts >= ? AND r.ts < ? ORDER BY r.container_id";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("uuid", containers.toArray()));
            query.setTimestamp(2, Timestamp.from(from.minus(Limits.BATCH_SPAN)));
            query.setTimestamp(3, Timestamp.from(to));
            packed(query, 0, (organization, container, at, values) -> {
                if (!at.isBefore(from) && at.isBefore(to)) {
                    reader.reading(organization, container, at, values);
                }
            });
        }
    }

    /** What is packed of an hour. */
    static void ofHour(Connection connection, List<UUID> containers, Instant hour, Reader reader) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(HOURLY + " WHERE r.container_id = ANY (?) AND r.ts = ?")) {
            query.setArray(1, connection.createArrayOf("uuid", containers.toArray()));
            query.setTimestamp(2, Timestamp.from(hour));
            hourly(query, reader);
        }
    }

    /** When the first of all readings was taken; null if there is none. */
    static Timestamp first(Connection connection) throws SQLException {
        String sql = "SELECT least((SELECT min(ts) FROM container_minutes), (SELECT min(ts) FROM container_samples))";
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getTimestamp(1);
        }
    }

    /** With an hour's column only what lies in that hour, since a row may reach from one into the next. */
    private static void packed(PreparedStatement query, int hourColumn, Reader reader) throws SQLException {
        query.setFetchSize(FETCHED_AT_ONCE);
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                UUID organization = Ids.at(rows, 1);
                UUID container = Ids.at(rows, 2);
                Instant hour =
                        hourColumn == 0 ? null : rows.getTimestamp(hourColumn).toInstant();
                PackedMinute.unpack(rows.getTimestamp(3).toInstant(), rows.getBytes(4), (at, values) -> {
                    if (hour == null || hour.equals(at.truncatedTo(ChronoUnit.HOURS))) {
                        reader.reading(organization, container, at, values);
                    }
                });
            }
        }
    }

    private static void hourly(PreparedStatement query, Reader reader) throws SQLException {
        query.setFetchSize(HOURS_AT_ONCE);
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                UUID organization = Ids.at(rows, 1);
                UUID container = Ids.at(rows, 2);
                PackedHour.unpack(
                        rows.getTimestamp(3).toInstant(),
                        rows.getBytes(4),
                        (at, values) -> reader.reading(organization, container, at, values));
            }
        }
    }

    private static void wide(PreparedStatement query, int hourColumn, Reader reader) throws SQLException {
        query.setFetchSize(FETCHED_AT_ONCE);
        double[] values = new double[Metric.COUNT];
        Arrays.fill(values, Double.NaN);
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                for (int metric = 0; metric < MetricColumns.OWN.size(); metric++) {
                    double value = rows.getDouble(4 + metric);
                    values[metric] = rows.wasNull() ? Double.NaN : value;
                }
                Instant at = rows.getTimestamp(3).toInstant();
                if (hourColumn == 0
                        || rows.getTimestamp(hourColumn).toInstant().equals(at.truncatedTo(ChronoUnit.HOURS))) {
                    reader.reading(Ids.at(rows, 1), Ids.at(rows, 2), at, values);
                }
            }
        }
    }
}
