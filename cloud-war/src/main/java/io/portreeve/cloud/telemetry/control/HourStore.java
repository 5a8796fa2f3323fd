package io.portreeve.cloud.telemetry.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Packs readings by the hour, as the system role. An hour is packed when what agents that were away for a moment have kept
 * of it has come, and again when later ones come; minutes stay for a while beside it, and are not read then.
 */
public final class HourStore {
    /** As the application tells how far it has come. */
    public static final String PROGRESS = "hours";

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    /** Samples have been kept for no longer. */
    private static final Duration EARLIEST = Duration.ofDays(7);

    private static final int CONTAINERS_AT_ONCE = 250;
    /** All of their readings are in memory together. */
    private static final int REPAIRED_AT_ONCE = 50;

    private static final String WRITE = """
            INSERT INTO container_hours (organization_id, container_id, ts, body)
            SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::bytea[])
            ON CONFLICT (container_id, ts) DO UPDATE SET body = excluded.body""";

    /** Packs the next hour, if it is due. Returns whether more is left to do. */
    public boolean advance(Connection connection, Instant now) throws SQLException {
        Instant due = PackedHour.hourOf(now.minus(PATIENCE));
        Instant start = packedUpTo(connection).orElse(PackedHour.hourOf(now.minus(EARLIEST)));
        if (!start.isBefore(due)) {
            return false;
        }
        Instant end = start.plus(PackedHour.WIDTH);
        List<UUID> containers = containers(connection);
        for (int first = 0; first < containers.size(); first += CONTAINERS_AT_ONCE) {
            List<UUID> some = containers.subList(first, Math.min(containers.size(), first + CONTAINERS_AT_ONCE));
            Rows rows = new Rows(start);
            StoredReadings.ofMinutes(connection, some, start, end, rows::add);
            rows.write(connection);
        }
        RollupProgress.save(connection, PROGRESS, end);
        return end.isBefore(due);
    }

    /** Packs these hours again, as far as they are packed: the n-th hour is of the n-th container. */
    static void repair(Connection connection, List<UUID> containers, List<Instant> hours) throws SQLException {
        Instant packedUpTo = packedUpTo(connection).orElse(Instant.EPOCH);
        Map<Instant, List<UUID>> packed = new TreeMap<>();
        for (int index = 0; index < containers.size(); index++) {
            if (hours.get(index).isBefore(packedUpTo)) {
                packed.computeIfAbsent(hours.get(index), any -> new ArrayList<>())
                        .add(containers.get(index));
            }
        }
        for (Map.Entry<Instant, List<UUID>> hour : packed.entrySet()) {
            List<UUID> all = hour.getValue();
            for (int first = 0; first < all.size(); first += REPAIRED_AT_ONCE) {
                repair(connection, all.subList(first, Math.min(all.size(), first + REPAIRED_AT_ONCE)), hour.getKey());
            }
        }
    }

    /** What is packed already and what minutes have, which may be less by now. */
    private static void repair(Connection connection, List<UUID> containers, Instant hour) throws SQLException {
        Map<UUID, PackedHour> readings = new HashMap<>();
        Map<UUID, UUID> organizations = new HashMap<>();
        StoredReadings.Reader add = (organization, container, at, values) -> {
            organizations.put(container, organization);
            readings.computeIfAbsent(container, any -> new PackedHour(hour)).add(at, values);
        };
        StoredReadings.ofHour(connection, containers, hour, add);
        StoredReadings.ofMinutes(connection, containers, hour, hour.plus(PackedHour.WIDTH), add);
        Rows rows = new Rows(hour);
        for (Map.Entry<UUID, PackedHour> each : readings.entrySet()) {
            rows.add(organizations.get(each.getKey()), each.getKey(), each.getValue());
        }
        rows.write(connection);
    }

    /** Before when readings are packed by the hour; empty if none ever was. */
    public static Optional<Instant> packedUpTo(Connection connection) throws SQLException {
        return RollupProgress.of(connection, PROGRESS);
    }

    /** Removed ones included. */
    private static List<UUID> containers(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT id FROM containers ORDER BY id");
                ResultSet rows = query.executeQuery()) {
            List<UUID> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(Ids.at(rows, 1));
            }
            return ids;
        }
    }

    /** Hours of containers, whose readings come one container after the other. */
    private static final class Rows {
        private final Instant hour;
        private final List<UUID> organizations = new ArrayList<>();
        private final List<UUID> containers = new ArrayList<>();
        private final List<byte[]> bodies = new ArrayList<>();
        private UUID organization;
        private UUID container;
        private PackedHour readings;

        Rows(Instant hour) {
            this.hour = hour;
            readings = new PackedHour(hour);
        }

        void add(UUID ofOrganization, UUID ofContainer, Instant at, double[] values) {
            if (!ofContainer.equals(container)) {
                end();
                organization = ofOrganization;
                container = ofContainer;
            }
            readings.add(at, values);
        }

        private void end() {
            if (!readings.isEmpty()) {
                add(organization, container, readings);
                readings = new PackedHour(hour);
            }
        }

        void add(UUID ofOrganization, UUID ofContainer, PackedHour packed) {
            organizations.add(ofOrganization);
            containers.add(ofContainer);
            bodies.add(packed.pack());
        }

        void write(Connection connection) throws SQLException {
            end();
            if (containers.isEmpty()) {
                return;
            }
            String[] hours = new String[containers.size()];
            Arrays.fill(hours, hour.toString());
            try (PreparedStatement insert = connection.prepareStatement(WRITE)) {
                insert.setArray(1, connection.createArrayOf("uuid", organizations.toArray()));
                insert.setArray(2, connection.createArrayOf("uuid", containers.toArray()));
                insert.setArray(3, connection.createArrayOf("timestamptz", hours));
                insert.setArray(4, connection.createArrayOf("bytea", bodies.toArray(byte[][]::new)));
                insert.executeUpdate();
            }
        }
    }
}
