package io.portreeve.benchmarks.plane;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The rows that enrolment makes, for a whole fleet at once. */
public final class Enrolments {
    /** An enrolled host; {@code organization} is for its name. */
    public record Enrolled(int index, int organization, UUID organizationId, UUID hostId, UUID agentId) {}

    private Enrolments() {}

    /** Makes organizations, hosts and agents that all prove themselves with one key. */
    public static void make(Connection connection, List<Enrolled> fleet, byte[] publicKey) throws SQLException {
        connection.setAutoCommit(false);
        Set<UUID> made = new HashSet<>();
        try (PreparedStatement organization = connection.prepareStatement(
                        "insert into organizations (id, name, created_at) values (?, ?, now())");
                PreparedStatement host = connection.prepareStatement(
                        "insert into hosts (organization_id, id, name, created_at) values (?, ?, ?, now())");
                PreparedStatement agent = connection.prepareStatement("""
                        insert into agents (organization_id, id, host_id, public_key, enrolled_at)
                        values (?, ?, ?, ?, now())
                        """)) {
            for (Enrolled enrolled : fleet) {
                if (made.add(enrolled.organizationId())) {
                    organization.setObject(1, enrolled.organizationId());
                    organization.setString(2, "Organization " + enrolled.organization());
                    organization.addBatch();
                }
                host.setObject(1, enrolled.organizationId());
                host.setObject(2, enrolled.hostId());
                host.setString(3, "host-" + enrolled.index());
                host.addBatch();
                agent.setObject(1, enrolled.organizationId());
                agent.setObject(2, enrolled.agentId());
                agent.setObject(3, enrolled.hostId());
                agent.setBytes(4, publicKey);
                agent.addBatch();
            }
            organization.executeBatch();
            host.executeBatch();
            agent.executeBatch();
            connection.commit();
        }
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("analyze organizations, hosts, agents");
        }
    }

    /** Makes the organization that of all who can sign in. */
    public static void admit(Connection connection, UUID organization) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("update memberships set organization_id = ?")) {
            statement.setObject(1, organization);
            statement.executeUpdate();
        }
    }
}
