package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.ChosenLog;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.LogChoice;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.contract.log.LogWish;
import io.portreeve.contract.protocol.Limits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows of {@code log_choices}. */
public final class LogChoiceStore {
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final String WISHES = """
            select host_id, container_name, choice = 'keep' as keep, changed_at from log_choices
            where host_id = any(?::uuid[]) and choice <> 'default' order by host_id, container_name
            """;

    private static final String UPSERT = """
            insert into log_choices (organization_id, host_id, container_name, choice, changed_at) values (?, ?, ?, ?, ?)
            on conflict (host_id, container_name) do update
                set choice = excluded.choice, changed_at = excluded.changed_at
                where log_choices.choice <> excluded.choice
            """;

    /** A container, as choices know it. */
    public record Place(HostId host, String name) {}

    /** What was chosen, and when; empty if nothing ever was, as far as is known. */
    public Optional<ChosenAt> find(Connection connection, Place place) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select choice, changed_at from log_choices where host_id = ? and container_name = ?")) {
            query.setObject(1, place.host().value());
            query.setString(2, Columns.storable(place.name()));
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new ChosenAt(
                                LogChoice.named(row.getString("choice")).orElseThrow(),
                                Columns.instant(row, "changed_at").orElseThrow()))
                        : Optional.empty();
            }
        }
    }

    /** A choice, and when it was made. */
    public record ChosenAt(LogChoice choice, Instant at) {
        public ChosenLog answered(ChosenLog.Answer answer) {
            return new ChosenLog(choice, Optional.of(at), answer);
        }
    }

    /** Whether that changes anything. */
    public boolean save(Connection connection, OrganizationId organization, Place place, LogChoice choice, Instant now)
            throws SQLException {
        forget(connection, place.host(), now);
        if (choice == LogChoice.DEFAULT && find(connection, place).isEmpty()) {
            return false;
        }
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setObject(1, organization.value());
            upsert.setObject(2, place.host().value());
            upsert.setString(3, place.name());
            upsert.setString(4, choice.word());
            upsert.setObject(5, Columns.timestamp(now));
            return upsert.executeUpdate() > 0;
        }
    }

    /** How many containers of the host are not left to their labels. */
    public int count(Connection connection, HostId host) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select count(*) from log_choices where host_id = ? and choice <> 'default'")) {
            query.setObject(1, host.value());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** What agents of these hosts are told, as many as they take; hosts of which there is nothing to tell are left out. */
    public Map<HostId, List<LogWish>> wishes(Connection connection, Collection<HostId> hosts) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(WISHES)) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", hosts.stream().map(HostId::value).toArray()));
            try (ResultSet rows = query.executeQuery()) {
                Map<HostId, List<LogWish>> wishes = new HashMap<>();
                while (rows.next()) {
                    List<LogWish> own =
                            wishes.computeIfAbsent(new HostId(Columns.uuid(rows, "host_id")), any -> new ArrayList<>());
                    if (own.size() < Limits.LOG_WISHES) {
                        own.add(new LogWish(
                                rows.getString("container_name"),
                                rows.getBoolean("keep"),
                                Columns.instant(rows, "changed_at").orElseThrow()));
                    }
                }
                return wishes;
            }
        }
    }

    /** Hosts of all organizations for which something was chosen since; for the system role. */
    public Set<HostId> changedSince(Connection connection, Instant since) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select distinct host_id from log_choices where changed_at > ?")) {
            query.setObject(1, Columns.timestamp(since));
            try (ResultSet rows = query.executeQuery()) {
                Set<HostId> hosts = new HashSet<>();
                while (rows.next()) {
                    hosts.add(new HostId(Columns.uuid(rows, "host_id")));
                }
                return hosts;
            }
        }
    }

    private static void forget(Connection connection, HostId host, Instant now) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from log_choices where host_id = ? and choice = 'default' and changed_at < ?")) {
            delete.setObject(1, host.value());
            delete.setObject(2, Columns.timestamp(now.minus(REMEMBERED)));
            delete.executeUpdate();
        }
    }
}
