package io.portreeve.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What keeps the samples: decided once a database, at its first migration, and kept. */
enum Store {
    /** Daily partitions under row security. */
    PLAIN,
    /** Compressed hypertables behind barrier views. */
    TIMESCALE;

    private static final String QUESTION = """
            SELECT CASE
              WHEN to_regclass('portreeve_partitions.container_samples') IS NOT NULL
                OR EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                           WHERE n.nspname = 'portreeve' AND c.relname = 'container_samples' AND c.relkind = 'p')
              THEN false
              ELSE EXISTS (SELECT FROM pg_available_extensions WHERE name = 'timescaledb')
                AND current_setting('shared_preload_libraries') LIKE '%timescaledb%'
            END
            """;

    /** What a database has, or what a new one on this server gets. */
    static Store of(Connection admin) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery(QUESTION)) {
            rows.next();
            return rows.getBoolean(1) ? TIMESCALE : PLAIN;
        }
    }

    /** Where its own migrations are. */
    String location() {
        return switch (this) {
            case PLAIN -> "classpath:io/portreeve/migrations/sql/plain";
            case TIMESCALE -> "classpath:io/portreeve/migrations/sql/timescale";
        };
    }
}
