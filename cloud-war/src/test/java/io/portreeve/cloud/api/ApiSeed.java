package io.portreeve.cloud.api;

import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.cloud.testing.PasswordHash;
import io.portreeve.migrations.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Organizations with a person, a host, a container and a sample each, put into the database by its administrator. */
public final class ApiSeed {
    /** Argon2id of "correct horse battery staple", made once: hashing it for each person would take most of the time. */
    private static final String PASSWORD_HASH = new PasswordHash().of(Tenant.PASSWORD);

    private final TestDatabase database;

    public ApiSeed(TestDatabase database) {
        this.database = database;
    }

    /** What one organization consists of. */
    public record Tenant(UUID organization, UUID user, String email, UUID host, UUID container) {
        public static final String PASSWORD = "correct horse battery staple";
    }

    public Tenant tenant(String role) throws SQLException {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Tenant tenant = new Tenant(id, id, id + "@example.org", id, id);
        execute("INSERT INTO organizations (id, name, created_at) VALUES (?, 'organization', now())", id);
        execute(
                "INSERT INTO users (id, email, display_name, password_hash, created_at)"
                        + " VALUES (?, ?, 'person', ?, now())",
                id,
                tenant.email(),
                PASSWORD_HASH);
        execute("INSERT INTO memberships VALUES (?, ?, ?, now())", id, id, role);
        execute("INSERT INTO hosts (organization_id, id, name, created_at) VALUES (?, ?, 'host', now())", id, id);
        execute(
                "INSERT INTO containers (organization_id, id, host_id, docker_id, name, image, image_id, state,"
                        + " created_at, first_seen_at, last_seen_at)"
                        + " VALUES (?, ?, ?, repeat('a', 64), 'box', 'busybox', 'x', 'running', now(), now(), now())",
                id,
                id,
                id);
        execute(
                "INSERT INTO container_samples (organization_id, container_id, ts, interval_millis, cpu_cores)"
                        + " VALUES (?, ?, now() - interval '1 minute', 10000, 0.5)",
                id,
                id);
        return tenant;
    }

    /** The tenant's host has an agent that named these capabilities. */
    void agent(Tenant tenant, String... capabilities) throws SQLException {
        execute(
                "INSERT INTO agents (organization_id, id, host_id, public_key, enrolled_at, capabilities)"
                        + " VALUES (?, ?, ?, '', now(), string_to_array(?, ','))",
                tenant.organization(),
                tenant.host(),
                tenant.host(),
                String.join(",", capabilities));
    }

    /** An event of the tenant's container so many minutes ago; a later one has a higher id. */
    void event(Tenant tenant, String kind, int minutesAgo, int order) throws SQLException {
        execute(
                "INSERT INTO events (organization_id, id, host_id, at, kind, docker_id, name, image, exit_code, attributes)"
                        + " VALUES (?, ?, ?, now() - make_interval(mins => ?), ?, repeat('a', 64), 'box', 'busybox', 3,"
                        + " '{\"signal\": \"9\"}')",
                tenant.organization(),
                new UUID(Long.MAX_VALUE - 1_000 + order, tenant.organization().getLeastSignificantBits()),
                tenant.host(),
                minutesAgo,
                kind);
    }

    /** The first column of what a question finds. */
    public List<String> texts(String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.adminConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        }
    }

    public void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.adminConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }
}
