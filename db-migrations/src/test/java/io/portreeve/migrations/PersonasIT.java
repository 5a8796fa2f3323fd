package io.portreeve.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every tenant table as four personas meet it: the owner of the tables without a scope, a member in the scope of the
 * organization, a stranger in the scope of another one, and nobody's scope. Each organization has one row a table.
 */
class PersonasIT {
    private static final UUID OURS = UUID.fromString("00000000-0000-7000-8000-00000000000a");
    private static final UUID THEIRS = UUID.fromString("00000000-0000-7000-8000-00000000000b");
    private static final Map<String, String> ROWS = rows();

    private static TestDatabase database;

    /** One row of each table, for the organization ORG; ids that are one's own end like its id. */
    private static Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("organizations", "(id, name, created_at) VALUES ('ORG', 'x', now())");
        rows.put(
                "users",
                "(id, email, display_name, password_hash, created_at) VALUES ('ORG', 'ORG@x', 'x', 'x', now())");
        rows.put("organization_retention", "VALUES ('ORG', 48, 168, 720, 4320, 26280)");
        rows.put("memberships", "VALUES ('ORG', 'ORG', 'owner', now())");
        rows.put("api_tokens", "VALUES ('ORG', 'ORG', 'ORG', 'x', 'read', sha256('ORG'), now(), NULL)");
        rows.put("enrolment_tokens", "VALUES ('ORG', 'ORG', sha256('ORG'), NULL, now(), now(), 1)");
        rows.put("hosts", "(organization_id, id, name, created_at) VALUES ('ORG', 'ORG', 'x', now())");
        rows.put(
                "agents",
                "(organization_id, id, host_id, enrolment_token_id, public_key, enrolled_at)"
                        + " VALUES ('ORG', 'ORG', 'ORG', 'ORG', '', now())");
        rows.put("agent_cursors", "VALUES ('ORG', 'ORG', 'metrics', 1)");
        rows.put(
                "containers",
                "(organization_id, id, host_id, docker_id, name, image, image_id, state, created_at, first_seen_at,"
                        + " last_seen_at) VALUES ('ORG', 'ORG', 'ORG', repeat('a', 64), 'x', 'x', 'x', 'running',"
                        + " now(), now(), now())");
        rows.put("log_choices", "VALUES ('ORG', 'ORG', 'x', 'keep', now())");
        rows.put("container_latest", "(organization_id, container_id, ts) VALUES ('ORG', 'ORG', now())");
        rows.put("container_minutes", "VALUES ('ORG', 'ORG', now(), decode('0101', 'hex'))");
        rows.put("container_hours", "VALUES ('ORG', 'ORG', now(), decode('0101', 'hex'))");
        rows.put(
                "container_samples",
                "(organization_id, container_id, ts, interval_millis) VALUES ('ORG', 'ORG', now(), 10000)");
        rows.put(
                "container_rollups_1m", "(organization_id, container_id, ts, samples) VALUES ('ORG', 'ORG', now(), 6)");
        rows.put(
                "container_rollups_5m",
                "(organization_id, container_id, ts, samples) VALUES ('ORG', 'ORG', now(), 30)");
        for (String level : new String[] {"1h", "1d"}) {
            rows.put(
                    "container_rollups_" + level,
                    "(organization_id, container_id, ts, samples) VALUES ('ORG', 'ORG', now(), 360)");
        }
        rows.put("dirty_buckets", "VALUES ('ORG', 'ORG', now())");
        rows.put("host_samples", "(organization_id, host_id, ts, interval_millis) VALUES ('ORG', 'ORG', now(), 60000)");
        for (String level : new String[] {"5m", "1h", "1d"}) {
            rows.put("host_rollups_" + level, "VALUES ('ORG', 'ORG', now(), 5, decode('0100', 'hex'))");
        }
        rows.put("dirty_host_buckets", "VALUES ('ORG', 'ORG', now())");
        rows.put(
                "network_interfaces",
                "(organization_id, host_id, told_at, read_millis, body) VALUES ('ORG', 'ORG', now(), 1, '')");
        rows.put(
                "events",
                "(organization_id, id, host_id, at, kind) VALUES ('ORG', 'ORG', 'ORG', now(), 'container.die')");
        rows.put(
                "log_chunks",
                "(organization_id, container_id, ts, ts_last, number, n, has_error, body) VALUES ('ORG', 'ORG', now(),"
                        + " now(), 1, 1, false, '')");
        rows.put("log_positions", "VALUES ('ORG', 'ORG', 1, 1)");
        rows.put(
                "actions",
                "(organization_id, id, host_id, container_id, docker_id, container_name, kind, requested_by,"
                        + " requested_by_name, idempotency_key, state, requested_at, expires_at) VALUES ('ORG', 'ORG',"
                        + " 'ORG', 'ORG', repeat('a', 64), 'x', 'stop', 'ORG', 'x', 'x', 'requested', now(), now())");
        rows.put(
                "agent_rollouts",
                "(organization_id, id, version, release, first_hosts, wave_hosts, state, requested_by,"
                        + " requested_by_name, requested_at) VALUES ('ORG', 'ORG', '1.2', 'x', 1, 10, 'running', 'ORG',"
                        + " 'x', now())");
        rows.put("agent_rollout_hosts", "VALUES ('ORG', 'ORG', 'ORG', 0, NULL, NULL)");
        rows.put("organization_quotas", "VALUES ('ORG', 1, 1, 1, 1)");
        rows.put("log_usage", "VALUES ('ORG', current_date, 0, 1)");
        rows.put("refusals", "VALUES ('ORG', current_date, 'batch-invalid', 1, now())");
        rows.put("audit_log", "VALUES ('ORG', 'ORG', now(), 'user', 'x', 'session.started', 'x', '{}')");
        return rows;
    }

    static Set<String> tables() {
        return ROWS.keySet();
    }

    @BeforeAll
    static void fill() throws SQLException {
        database = TestDatabase.create();
        try (Connection admin = database.adminConnection();
                Statement statement = admin.createStatement()) {
            for (UUID organization : new UUID[] {OURS, THEIRS}) {
                statement.execute("SET app.current_org_id = '" + organization + "'");
                for (String table : tables()) {
                    statement.execute(insert(table, organization));
                }
            }
        }
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void noTenantTableIsForgottenHere() throws SQLException {
        Set<String> found = new TreeSet<>(Set.of("organizations", "users"));
        try (Connection admin = database.adminConnection();
                Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery("SELECT table_name FROM information_schema.columns"
                        + " WHERE table_schema = 'portreeve' AND column_name = 'organization_id'")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        assertThat(found).isEqualTo(new TreeSet<>(tables()));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void memberSeesTheOwnRowAndNoOther(String table) throws SQLException {
        try (Connection member = database.appConnection(OURS)) {
            assertThat(ids(member, table)).containsExactly(OURS);
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void strangerSeesTheirOwnRowAndNotOurs(String table) throws SQLException {
        try (Connection stranger = database.appConnection(THEIRS)) {
            assertThat(ids(stranger, table)).containsExactly(THEIRS);
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void withoutAScopeThereIsNothing(String table) throws SQLException {
        try (Connection nobody = database.appConnection()) {
            assertThat(ids(nobody, table)).isEmpty();
            try (Statement statement = nobody.createStatement()) {
                statement.execute("SET app.current_org_id = ''");
            }
            assertThat(ids(nobody, table)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void ownerOfTheTablesSeesNothingWithoutAScope(String table) throws SQLException {
        try (Connection owner = database.ownerConnection()) {
            assertThat(ids(owner, table)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void rowOfAnotherOrganizationIsNotTaken(String table) throws SQLException {
        try (Connection member = database.appConnection(OURS);
                Statement statement = member.createStatement()) {
            assertThatThrownBy(() -> statement.execute(insert(table, THEIRS)))
                    .hasMessageMatching("(?s).*(row-level security|permission denied|check option).*");
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void strangerChangesAndDeletesNothingOfOurs(String table) throws SQLException {
        String key = key(table);
        try (Connection stranger = database.appConnection(THEIRS);
                Statement statement = stranger.createStatement()) {
            assertThat(affected(statement, "DELETE FROM " + table + " WHERE " + key + " = '" + OURS + "'"))
                    .isZero();
            assertThat(affected(
                            statement,
                            "UPDATE " + table + " SET " + key + " = " + key + " WHERE " + key + " = '" + OURS + "'"))
                    .isZero();
        }
        try (Connection member = database.appConnection(OURS)) {
            assertThat(ids(member, table)).containsExactly(OURS);
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void ownRowIsNotGivenToAnotherOrganization(String table) throws SQLException {
        String key = key(table);
        try (Connection member = database.appConnection(OURS);
                Statement statement = member.createStatement()) {
            assertThatThrownBy(() -> statement.execute("UPDATE " + table + " SET " + key + " = '" + THEIRS + "'"))
                    .hasMessageMatching("(?s).*(row-level security|permission denied|violates).*");
        }
    }

    @Test
    void rowDoesNotPointIntoAnotherOrganization() throws SQLException {
        try (Connection member = database.appConnection(OURS);
                Statement statement = member.createStatement()) {
            assertThatThrownBy(() -> statement.execute(
                            "INSERT INTO agent_cursors VALUES ('" + OURS + "', '" + THEIRS + "', 'inventory', 1)"))
                    .hasMessageContaining("foreign key");
            assertThatThrownBy(() -> statement.execute(
                            "INSERT INTO agents (organization_id, id, host_id, public_key, enrolled_at) VALUES ('"
                                    + OURS + "', gen_random_uuid(), '" + THEIRS + "', '', now())"))
                    .hasMessageContaining("foreign key");
        }
    }

    @Test
    void passwordHashesAreNotForTheRuntimeRole() throws SQLException {
        try (Connection member = database.appConnection(OURS);
                Statement statement = member.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT password_hash FROM users"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void eventsAreNotChanged() throws SQLException {
        try (Connection member = database.appConnection(OURS);
                Statement statement = member.createStatement()) {
            assertThatThrownBy(() -> statement.execute("UPDATE events SET kind = 'x'"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("DELETE FROM events")).hasMessageContaining("permission denied");
        }
    }

    @Test
    void auditRecordIsNotChanged() throws SQLException {
        try (Connection member = database.appConnection(OURS);
                Statement statement = member.createStatement()) {
            assertThatThrownBy(() -> statement.execute("UPDATE audit_log SET action = 'x'"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("DELETE FROM audit_log"))
                    .hasMessageContaining("permission denied");
        }
    }

    private static String insert(String table, UUID organization) {
        return "INSERT INTO " + table + " " + ROWS.get(table).replace("ORG", organization.toString());
    }

    private static String key(String table) {
        return Set.of("organizations", "users").contains(table) ? "id" : "organization_id";
    }

    private static Set<UUID> ids(Connection connection, String table) throws SQLException {
        Set<UUID> ids = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + key(table) + " FROM " + table)) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    /** How many rows a statement touched; a right that the role does not have touches none. */
    private static int affected(Statement statement, String sql) throws SQLException {
        try {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                return 0;
            }
            throw e;
        }
    }
}
