package io.portreeve.cloud.events.control;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.events.EventFilter;
import io.portreeve.cloud.events.EventId;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerPlace;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.contract.message.EventsBatch;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Rows of {@code events}. */
public final class EventStore {
    private static final String INSERT = """
            with taken as (
                insert into events (organization_id, id, host_id, at, kind, docker_id, name, image, compose_project,
                    compose_service, exit_code, attributes)
                select ?, u.id, ?, u.at, u.kind, u.docker_id, u.name, u.image, u.compose_project, u.compose_service,
                    u.exit_code, u.attributes::jsonb
                from unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::int[], ?::text[])
                    as u(id, at, kind, docker_id, name, image, compose_project, compose_service, exit_code, attributes)
                on conflict do nothing
                returning *)
            select e.*, c.id as container_id
            from taken e left join containers c on c.host_id = e.host_id and c.docker_id = e.docker_id
            order by e.id
            """;

    private static final String DELETE = """
            delete from events where organization_id = ? and id in (
                select id from events where organization_id = ? and id < ? order by id limit ?)
            """;

    /** Stores what is new of a batch, and gives that. */
    public List<Event> insert(Connection connection, AuthenticatedAgent agent, EventsBatch batch) throws SQLException {
        List<EventRow> rows = EventRow.of(agent.host(), batch);
        if (rows.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            Arrays arrays = new Arrays(connection, rows);
            statement.setObject(1, agent.organization().value());
            statement.setObject(2, agent.host().value());
            statement.setArray(3, arrays.of("uuid", row -> row.id().value()));
            statement.setArray(4, arrays.of("timestamptz", row -> timestamp(row.at())));
            statement.setArray(5, arrays.of("text", EventRow::kind));
            statement.setArray(6, arrays.of("text", EventRow::dockerId));
            statement.setArray(7, arrays.of("text", EventRow::name));
            statement.setArray(8, arrays.of("text", EventRow::image));
            statement.setArray(9, arrays.of("text", EventRow::composeProject));
            statement.setArray(10, arrays.of("text", EventRow::composeService));
            statement.setArray(11, arrays.of("int4", row -> row.exitCode().orElse(null)));
            statement.setArray(12, arrays.of("text", row -> EventJson.text(row.attributes())));
            return read(statement);
        }
    }

    /**
     * The newest that the filter finds.
     *
     * @param place where the filter's container is or was; what may be missing on its host may be missing of it as well
     */
    public List<Event> search(Connection connection, EventFilter filter, Optional<ContainerPlace> place)
            throws SQLException {
        List<EventSearch> parts = place.isPresent()
                ? List.of(EventSearch.of(filter, place.get()), EventSearch.gaps(filter, place.get()))
                : List.of(EventSearch.of(filter));
        String found =
                String.join(" union all ", parts.stream().map(EventSearch::sql).toList());
        try (PreparedStatement statement = connection.prepareStatement("select e.*, c.id as container_id from (" + found
                + ") e left join containers c on c.host_id = e.host_id and c.docker_id = e.docker_id"
                + " order by e.id desc limit ?")) {
            int next = 1;
            for (EventSearch part : parts) {
                next = part.bind(statement, next);
            }
            statement.setInt(next, filter.limit());
            return read(statement);
        }
    }

    /** Whose events there may be; as the system role. */
    public List<UUID> organizations(Connection connection) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("select id from organizations");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    /** Deletes some that are older, across organizations; how many those were. */
    public int deleteBefore(Connection connection, UUID organization, Instant before, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setObject(1, organization);
            statement.setObject(2, organization);
            statement.setObject(3, EventId.atOrAfter(before).value());
            statement.setInt(4, most);
            return statement.executeUpdate();
        }
    }

    private static List<Event> read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<Event> events = new ArrayList<>();
            while (rows.next()) {
                events.add(event(rows));
            }
            return events;
        }
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                new EventId(row.getObject("id", UUID.class)),
                new HostId(row.getObject("host_id", UUID.class)),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("kind"),
                Optional.ofNullable(row.getObject("container_id", UUID.class)).map(ContainerId::new),
                row.getString("docker_id"),
                row.getString("name"),
                row.getString("image"),
                row.getString("compose_project"),
                row.getString("compose_service"),
                Optional.ofNullable(row.getObject("exit_code", Integer.class)),
                EventJson.attributes(row.getString("attributes")));
    }

    private static OffsetDateTime timestamp(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private record Arrays(Connection connection, List<EventRow> rows) {
        Array of(String type, Function<EventRow, Object> value) throws SQLException {
            return connection.createArrayOf(type, rows.stream().map(value).toArray());
        }
    }
}
