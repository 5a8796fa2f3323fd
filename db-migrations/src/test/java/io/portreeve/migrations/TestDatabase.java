package io.portreeve.migrations;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fresh migrated databases for tests, on one embedded PostgreSQL a JVM, or on the server that PORTREEVE_TEST_DATABASE_URL
 * (with _USER and _PASSWORD, a superuser) names.
 */
public final class TestDatabase implements AutoCloseable {
    private static final String OWNER_PASSWORD = "owner-for-tests";
    private static final String APP_PASSWORD = "app-for-tests";
    private static final String SYSTEM_PASSWORD = "system-for-tests";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Server server;
    private final String name;

    private TestDatabase(Server server, String name) {
        this.server = server;
        this.name = name;
    }

    /** A migrated database of its own. */
    public static TestDatabase create() {
        return Server.get().copyOfTemplate();
    }

    /** A database of its own that nothing has migrated yet. */
    static TestDatabase createEmpty() {
        return Server.get().createDatabase("");
    }

    /** Whether the samples are in hypertables of TimescaleDB. */
    public boolean isTimescale() throws SQLException {
        try (Connection admin = adminConnection()) {
            return Store.of(admin) == Store.TIMESCALE;
        }
    }

    public String jdbcUrl() {
        return server.baseUrl + name;
    }

    public String appPassword() {
        return APP_PASSWORD;
    }

    public String systemPassword() {
        return SYSTEM_PASSWORD;
    }

    public MigrationConfig migrationConfig() {
        return new MigrationConfig(
                jdbcUrl(), server.user, server.password, OWNER_PASSWORD, APP_PASSWORD, SYSTEM_PASSWORD);
    }

    /** As the runtime role, with the organization in scope for the whole connection. */
    public Connection appConnection(UUID organization) throws SQLException {
        Connection connection = appConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT set_config('app.current_org_id', '" + organization + "', false)");
        }
        return connection;
    }

    /** As the runtime role, with no organization in scope. */
    public Connection appConnection() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), Migrations.APP, APP_PASSWORD);
    }

    public Connection systemConnection() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), Migrations.SYSTEM, SYSTEM_PASSWORD);
    }

    public Connection ownerConnection() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), Migrations.OWNER, OWNER_PASSWORD);
    }

    public Connection adminConnection() throws SQLException {
        Connection connection = DriverManager.getConnection(jdbcUrl(), server.user, server.password);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = portreeve");
        }
        return connection;
    }

    /** Drops the database, with whoever is connected. */
    @Override
    public void close() {
        server.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private static final class Server {
        private static Server instance;

        private final String baseUrl;
        private final String user;
        private final String password;
        private final boolean external;
        private String template;

        private Server(String baseUrl, String user, String password, boolean external) {
            this.external = external;
            this.baseUrl = baseUrl;
            this.user = user;
            this.password = password;
        }

        static synchronized Server get() {
            if (instance == null) {
                instance = start();
            }
            return instance;
        }

        private static Server start() {
            String url = System.getenv("PORTREEVE_TEST_DATABASE_URL");
            if (url != null) {
                String base = url.endsWith("/") ? url : url.substring(0, url.lastIndexOf('/') + 1);
                return new Server(
                        base,
                        System.getenv().getOrDefault("PORTREEVE_TEST_DATABASE_USER", "postgres"),
                        System.getenv().getOrDefault("PORTREEVE_TEST_DATABASE_PASSWORD", ""),
                        true);
            }
            try {
                // never closed here: it ends itself with the JVM, after every test class has used it
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
                return new Server("jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/", "postgres", "", false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        synchronized TestDatabase copyOfTemplate() {
            if (instance.external) { // background workers of its extensions would keep a template busy
                TestDatabase made = createDatabase("");
                Migrations.migrate(made.migrationConfig());
                return made;
            }
            if (template == null) {
                TestDatabase made = createDatabase("");
                Migrations.migrate(made.migrationConfig());
                template = made.name;
            }
            TestDatabase copy = createDatabase(" TEMPLATE " + template);
            // settings of a role in a database are not copied with it
            Migrations.migrate(copy.migrationConfig());
            return copy;
        }

        TestDatabase createDatabase(String options) {
            String name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
            execute("CREATE DATABASE " + name + options);
            return new TestDatabase(this, name);
        }

        void execute(String sql) {
            try (Connection connection = DriverManager.getConnection(baseUrl + "postgres", user, password);
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }
    }
}
