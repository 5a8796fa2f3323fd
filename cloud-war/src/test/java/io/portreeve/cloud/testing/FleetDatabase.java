package io.portreeve.cloud.testing;

import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.Greeting;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.control.AgentStore;
import io.portreeve.cloud.fleet.control.ArrivalStore;
import io.portreeve.cloud.fleet.control.InventoryStore;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.HostFacts;
import io.portreeve.contract.message.Inventory;
import io.portreeve.migrations.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A database with organizations in it, and what the stores' tests put there. */
public final class FleetDatabase {
    public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final TestDatabase database;
    private final AgentStore agents = new AgentStore();

    /** On a fresh database. */
    public FleetDatabase() {
        this(TestDatabase.create());
    }

    public FleetDatabase(TestDatabase database) {
        this.database = database;
    }

    /** What to do with a connection. */
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    public OrganizationId organization(String name) throws SQLException {
        OrganizationId id = new OrganizationId(UuidCreator.getTimeOrderedEpoch());
        try (Connection connection = database.adminConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into portreeve.organizations (id, name, created_at) values (?, ?, now())")) {
            insert.setObject(1, id.value());
            insert.setString(2, name);
            insert.executeUpdate();
        }
        return id;
    }

    public AuthenticatedAgent agent(OrganizationId organization, String hostName) throws SQLException {
        AuthenticatedAgent agent = new AuthenticatedAgent(
                organization,
                new HostId(UuidCreator.getTimeOrderedEpoch()),
                new AgentId(UuidCreator.getTimeOrderedEpoch()));
        in(organization, connection -> {
            agents.create(connection, agent, hostName, new byte[] {1, 2, 3}, null, NOW);
            return null;
        });
        return agent;
    }

    /** A connection of the runtime role, without autocommit and without an organization in scope. */
    public Connection open() throws SQLException {
        Connection connection = database.appConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** In a transaction of the runtime role. */
    public <T> T in(OrganizationId organization, Work<T> work) throws SQLException {
        try (Connection connection = database.appConnection(organization.value())) {
            return committed(connection, work);
        }
    }

    /** In a transaction of the system role. */
    public <T> T inSystem(Work<T> work) throws SQLException {
        try (Connection connection = database.systemConnection()) {
            return committed(connection, work);
        }
    }

    public <T> T asAdministrator(Work<T> work) throws SQLException {
        try (Connection connection = database.adminConnection()) {
            return committed(connection, work);
        }
    }

    public static Hello hello() {
        HostFacts facts = new HostFacts("host-1", "Debian", "6.1", "x86_64", 4, 1L << 34, "20.10", 1);
        return new Hello("0.1\u0000", Set.of("metrics", "inventory"), facts, NOW, Map.of());
    }

    public static ContainerFacts container(int number, String name, String state) {
        return new ContainerFacts(
                number,
                "%064x".formatted(number),
                name,
                "nginx:1.27",
                "sha256:1",
                state,
                "healthy",
                "shop",
                "front",
                0,
                NOW,
                Optional.of(NOW),
                Optional.empty());
    }

    /** The epoch of a session that begins; empty if the agent is revoked or gone. */
    public static OptionalLong begin(Connection connection, AuthenticatedAgent agent, Instant now) throws SQLException {
        Long epoch = new ArrivalStore()
                .beginSessions(connection, agent.organization(), List.of(new Greeting(agent, hello(), now)))
                .get(agent.agent());
        return epoch == null ? OptionalLong.empty() : OptionalLong.of(epoch);
    }

    /** Makes the inventory what is known of the agent's host; gives which containers its numbers stand for. */
    public static Map<Integer, ContainerId> declare(
            Connection connection, AuthenticatedAgent agent, Inventory inventory, Instant now) throws SQLException {
        InventoryStore store = new InventoryStore();
        Map<HostId, Inventory> inventories = Map.of(agent.host(), inventory);
        store.replace(connection, agent.organization(), inventories, now);
        return store.numbers(connection, agent.organization(), inventories).get(agent.host());
    }

    private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        T result = work.with(connection);
        connection.commit();
        return result;
    }
}
