/**
 * Owns the database's roles, schema and row security: Flyway migrations run by the owner role, never by the runtime's.
 * Every run ends with an assertion that no tenant table is left open. Refuses a database that a newer build migrated.
 * Publishes {@link io.portreeve.migrations.Migrations}, and {@link io.portreeve.migrations.Main} for operators.
 */
package io.portreeve.migrations;
