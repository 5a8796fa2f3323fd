package io.portreeve.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The three roles, their passwords, and the schema they meet in. Needs rights of an administrator. */
final class Roles {
    private static final long LOCK = 0x706f72747265L;

    private final Connection admin;

    private Roles(Connection admin) {
        this.admin = admin;
    }

    static void ensure(Connection admin, MigrationConfig config, Store store) throws SQLException {
        admin.setAutoCommit(false);
        Roles roles = new Roles(admin);
        roles.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
        roles.login(Migrations.OWNER, config.ownerPassword());
        roles.login(Migrations.APP, config.appPassword());
        roles.login(Migrations.SYSTEM, config.systemPassword());
        roles.openDatabase(store);
        admin.commit();
    }

    private void login(String role, String password) throws SQLException {
        if (!exists(role)) {
            execute("CREATE ROLE " + role + " LOGIN");
        }
        execute("ALTER ROLE " + role + " NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD "
                + quoted("%L", password));
    }

    private boolean exists(String role) throws SQLException {
        try (PreparedStatement query = admin.prepareStatement("SELECT FROM pg_roles WHERE rolname = ?")) {
            query.setString(1, role);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private void openDatabase(Store store) throws SQLException {
        if (store == Store.TIMESCALE) {
            execute("CREATE EXTENSION IF NOT EXISTS timescaledb SCHEMA public");
        }
        String database = quoted("%I", admin.getCatalog());
        execute("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
        execute("GRANT CONNECT, CREATE ON DATABASE " + database + " TO " + Migrations.OWNER);
        execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        execute("GRANT " + Migrations.OWNER + " TO CURRENT_USER");
        execute("CREATE SCHEMA IF NOT EXISTS " + Migrations.SCHEMA + " AUTHORIZATION " + Migrations.OWNER);
        for (String role : new String[] {Migrations.OWNER, Migrations.APP, Migrations.SYSTEM}) {
            execute("GRANT CONNECT ON DATABASE " + database + " TO " + role);
            execute("ALTER ROLE " + role + " IN DATABASE " + database + " SET search_path = "
                    + (role.equals(Migrations.SYSTEM) ? Migrations.ACROSS + ", " : "") + Migrations.SCHEMA);
            execute("ALTER ROLE " + role + " IN DATABASE " + database + " SET timezone = 'UTC'");
        }
    }

    private String quoted(String format, String text) throws SQLException {
        try (PreparedStatement query = admin.prepareStatement("SELECT format(?, ?)")) {
            query.setString(1, format);
            query.setString(2, text);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }
}
