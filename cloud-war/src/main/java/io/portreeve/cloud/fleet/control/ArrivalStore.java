package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.Departure;
import io.portreeve.cloud.fleet.Greeting;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.contract.message.HostFacts;
import io.portreeve.contract.message.Stream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Rows of several agents of one organization who come or go at once, a statement for all of them. Rows are locked in the order
 * of their ids, agents before hosts, as by all who wait for several.
 */
public final class ArrivalStore {
    /**
     * Begins sessions of different agents, each of which fences all of its agent before it; tells their epochs, without
     * those of agents that are revoked or gone.
     */
    public Map<AgentId, Long> beginSessions(
            Connection connection, OrganizationId organization, List<Greeting> greetings) throws SQLException {
        ColumnArrays<Greeting> columns = new ColumnArrays<>(connection, greetings);
        try (PreparedStatement statement = connection.prepareStatement("""
                with due as (
                    select id from agents where organization_id = ? and id = any(?::uuid[]) and revoked_at is null
                    order by id for no key update)
                update agents a set epoch = a.epoch + 1, version = u.version,
                    capabilities = string_to_array(u.capabilities, chr(31)), connected_at = u.at, last_seen_at = u.at
                from due join unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[])
                    as u(id, version, capabilities, at) on u.id = due.id
                where a.organization_id = ? and a.id = due.id
                returning a.id, a.epoch
                """)) {
            statement.setObject(1, organization.value());
            statement.setArray(2, columns.of("uuid", ArrivalStore::agent));
            statement.setArray(3, columns.of("uuid", ArrivalStore::agent));
            statement.setArray(4, columns.texts(greeting -> greeting.hello().agentVersion()));
            statement.setArray(
                    5,
                    columns.texts(greeting ->
                            greeting.hello().capabilities().stream().sorted().collect(Collectors.joining("\u001f"))));
            statement.setArray(6, columns.of("timestamptz", greeting -> Columns.timestamp(greeting.receivedAt())));
            statement.setObject(7, organization.value());
            try (ResultSet rows = statement.executeQuery()) {
                Map<AgentId, Long> epochs = new HashMap<>();
                while (rows.next()) {
                    epochs.put(new AgentId(Columns.uuid(rows, "id")), rows.getLong("epoch"));
                }
                return epochs;
            }
        }
    }

    private static UUID agent(Greeting greeting) {
        return greeting.agent().agent().value();
    }

    private static UUID host(Greeting greeting) {
        return greeting.agent().host().value();
    }

    /** What different agents of an organization say of their hosts. */
    public void updateHosts(Connection connection, OrganizationId organization, List<Greeting> greetings)
            throws SQLException {
        ColumnArrays<Greeting> columns = new ColumnArrays<>(connection, greetings);
        try (PreparedStatement statement = connection.prepareStatement("""
                with due as (
                    select id from hosts where organization_id = ? and id = any(?::uuid[])
                    order by id for no key update)
                update hosts h set hostname = u.hostname, operating_system = u.operating_system, kernel = u.kernel,
                    architecture = u.architecture, cpus = u.cpus, memory_bytes = u.memory_bytes,
                    engine_version = u.engine_version, cgroup_version = u.cgroup_version,
                    clock_skew_millis = u.clock_skew_millis, last_seen_at = u.at
                from due join unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[],
                        ?::text[], ?::int[], ?::bigint[], ?::timestamptz[])
                    as u(id, hostname, operating_system, kernel, architecture, cpus, memory_bytes, engine_version,
                        cgroup_version, clock_skew_millis, at) on u.id = due.id
                where h.organization_id = ? and h.id = due.id
                """)) {
            statement.setObject(1, organization.value());
            statement.setArray(2, columns.of("uuid", ArrivalStore::host));
            statement.setArray(3, columns.of("uuid", ArrivalStore::host));
            statement.setArray(4, columns.texts(greeting -> facts(greeting).hostname()));
            statement.setArray(5, columns.texts(greeting -> facts(greeting).operatingSystem()));
            statement.setArray(6, columns.texts(greeting -> facts(greeting).kernel()));
            statement.setArray(7, columns.texts(greeting -> facts(greeting).architecture()));
            statement.setArray(8, columns.of("int4", greeting -> facts(greeting).cpus()));
            statement.setArray(9, columns.of("int8", greeting -> facts(greeting).memoryBytes()));
            statement.setArray(10, columns.texts(greeting -> facts(greeting).engineVersion()));
            statement.setArray(
                    11, columns.of("int4", greeting -> facts(greeting).cgroupVersion()));
            statement.setArray(
                    12,
                    columns.of(
                            "int8",
                            greeting -> AgentStore.boundedMillis(Duration.between(
                                    greeting.receivedAt(), greeting.hello().sentAt()))));
            statement.setArray(13, columns.of("timestamptz", greeting -> Columns.timestamp(greeting.receivedAt())));
            statement.setObject(14, organization.value());
            statement.executeUpdate();
        }
    }

    private static HostFacts facts(Greeting greeting) {
        return greeting.hello().host();
    }

    /** Ends sessions of different agents; tells those of which no newer one has begun. */
    public Set<AgentId> endSessions(Connection connection, OrganizationId organization, List<Departure> departures)
            throws SQLException {
        ColumnArrays<Departure> columns = new ColumnArrays<>(connection, departures);
        Map<AgentId, Departure> ended = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                with due as (
                    select a.id, u.at from agents a
                    join unnest(?::uuid[], ?::bigint[], ?::timestamptz[]) as u(id, epoch, at)
                        on u.id = a.id and u.epoch = a.epoch
                    where a.organization_id = ? order by a.id for no key update of a)
                update agents a set connected_at = null, last_seen_at = due.at from due
                where a.organization_id = ? and a.id = due.id returning a.id as agent_id
                """)) {
            statement.setArray(
                    1, columns.of("uuid", one -> one.session().agent().agent().value()));
            statement.setArray(2, columns.of("int8", one -> one.session().epoch()));
            statement.setArray(3, columns.of("timestamptz", one -> Columns.timestamp(one.lastHeard())));
            statement.setObject(4, organization.value());
            statement.setObject(5, organization.value());
            Set<AgentId> agents = agents(statement);
            departures.forEach(one -> ended.put(one.session().agent().agent(), one));
            ended.keySet().retainAll(agents);
        }
        if (!ended.isEmpty()) {
            seen(connection, organization, List.copyOf(ended.values()));
        }
        return ended.keySet();
    }

    private static void seen(Connection connection, OrganizationId organization, List<Departure> departures)
            throws SQLException {
        ColumnArrays<Departure> columns = new ColumnArrays<>(connection, departures);
        try (PreparedStatement statement = connection.prepareStatement("""
                with due as (
                    select h.id, u.at from hosts h join unnest(?::uuid[], ?::timestamptz[]) as u(id, at) on u.id = h.id
                    where h.organization_id = ? order by h.id for no key update of h)
                update hosts h set last_seen_at = due.at from due where h.organization_id = ? and h.id = due.id
                """)) {
            statement.setArray(
                    1, columns.of("uuid", one -> one.session().agent().host().value()));
            statement.setArray(2, columns.of("timestamptz", one -> Columns.timestamp(one.lastHeard())));
            statement.setObject(3, organization.value());
            statement.setObject(4, organization.value());
            statement.executeUpdate();
        }
    }

    /** The last number stored in each stream of each agent; absent means none. */
    public Map<AgentId, Map<Stream, Long>> cursors(
            Connection connection, OrganizationId organization, Collection<AgentId> agents) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select agent_id, stream, sequence from agent_cursors"
                        + " where organization_id = ? and agent_id = any(?::uuid[])")) {
            statement.setObject(1, organization.value());
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", agents.stream().map(AgentId::value).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                Map<AgentId, Map<Stream, Long>> cursors = new HashMap<>();
                while (rows.next()) {
                    long sequence = rows.getLong("sequence");
                    Map<Stream, Long> own = cursors.computeIfAbsent(
                            new AgentId(Columns.uuid(rows, "agent_id")), agent -> new EnumMap<>(Stream.class));
                    Stream.named(rows.getString("stream")).ifPresent(stream -> own.put(stream, sequence));
                }
                return cursors;
            }
        }
    }

    /**
     * Advances cursors of a stream of different agents.
     *
     * @return those agents whose sequence number was not stored before
     */
    public Set<AgentId> advance(
            Connection connection, OrganizationId organization, Stream stream, Map<AgentId, Long> sequences)
            throws SQLException {
        ColumnArrays<AgentId> columns = new ColumnArrays<>(connection, List.copyOf(sequences.keySet()));
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into agent_cursors (organization_id, agent_id, stream, sequence)
                select ?, u.agent_id, ?, u.sequence from unnest(?::uuid[], ?::bigint[]) as u(agent_id, sequence)
                order by u.agent_id
                on conflict (agent_id, stream) do update set sequence = excluded.sequence
                where agent_cursors.sequence < excluded.sequence
                returning agent_id
                """)) {
            statement.setObject(1, organization.value());
            statement.setString(2, stream.wireName());
            statement.setArray(3, columns.of("uuid", AgentId::value));
            statement.setArray(4, columns.of("int8", sequences::get));
            return agents(statement);
        }
    }

    /** Those whose session is the newest, which they then stay until the transaction ends. */
    public Set<AgentId> holdEpochs(Connection connection, OrganizationId organization, Map<AgentId, Long> epochs)
            throws SQLException {
        ColumnArrays<AgentId> columns = new ColumnArrays<>(connection, List.copyOf(epochs.keySet()));
        try (PreparedStatement statement = connection.prepareStatement("""
                select a.id as agent_id from agents a
                join unnest(?::uuid[], ?::bigint[]) as u(id, epoch) on u.id = a.id and u.epoch = a.epoch
                where a.organization_id = ? and a.revoked_at is null order by a.id for no key update of a
                """)) {
            statement.setArray(1, columns.of("uuid", AgentId::value));
            statement.setArray(2, columns.of("int8", epochs::get));
            statement.setObject(3, organization.value());
            return agents(statement);
        }
    }

    private static Set<AgentId> agents(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            Set<AgentId> agents = new HashSet<>();
            while (rows.next()) {
                agents.add(new AgentId(Columns.uuid(rows, "agent_id")));
            }
            return agents;
        }
    }
}
