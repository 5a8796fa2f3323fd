package io.portreeve.migrations;

/**
 * Where to migrate and as whom.
 *
 * @param jdbcUrl of an existing database
 * @param adminUser may create roles and alter the database; used for nothing else
 * @param ownerPassword of {@code portreeve_owner}, which owns the schema and runs the migrations
 * @param appPassword of {@code portreeve_app}, the runtime role
 * @param systemPassword of {@code portreeve_system}, the role for work across organizations
 */
public record MigrationConfig(
        String jdbcUrl,
        String adminUser,
        String adminPassword,
        String ownerPassword,
        String appPassword,
        String systemPassword) {

    @Override
    public String toString() {
        return "MigrationConfig[jdbcUrl=" + jdbcUrl + ", adminUser=" + adminUser + ", passwords=redacted]";
    }
}
