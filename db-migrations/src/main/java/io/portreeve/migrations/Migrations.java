package io.portreeve.migrations;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings a database to this build's state, and proves that it is closed between organizations. */
public final class Migrations {
    static final String OWNER = "portreeve_owner";
    static final String APP = "portreeve_app";
    static final String SYSTEM = "portreeve_system";
    static final String SCHEMA = "portreeve";
    /** Where the system role finds a name across organizations, if it is a view elsewhere. */
    static final String ACROSS = "portreeve_across";

    private Migrations() {}

    /**
     * Makes the roles, runs what has not run, and checks row security. Doing it again changes nothing; two at once wait
     * for each other.
     *
     * @return how many migrations ran
     * @throws MigrationException if the database cannot be reached, is newer than this build, or is left open
     */
    public static int migrate(MigrationConfig config) {
        Store store;
        try (Connection admin =
                DriverManager.getConnection(config.jdbcUrl(), config.adminUser(), config.adminPassword())) {
            store = Store.of(admin);
            Roles.ensure(admin, config, store);
        } catch (SQLException e) {
            throw new MigrationException("cannot prepare the roles in " + config.jdbcUrl() + ": " + e.getMessage(), e);
        }
        int executed = runFlyway(config, store);
        try (Connection owner = DriverManager.getConnection(config.jdbcUrl(), OWNER, config.ownerPassword())) {
            TenancyAssertion.check(owner);
        } catch (SQLException e) {
            throw new MigrationException("cannot check row security: " + e.getMessage(), e);
        }
        return executed;
    }

    private static int runFlyway(MigrationConfig config, Store store) {
        Flyway flyway = Flyway.configure()
                .dataSource(config.jdbcUrl(), OWNER, config.ownerPassword())
                .locations("classpath:io/portreeve/migrations/sql/common", store.location())
                .schemas(SCHEMA)
                .createSchemas(false)
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .load();
        try {
            refuseNewer(flyway);
            MigrateResult result = flyway.migrate();
            return result.migrationsExecuted;
        } catch (FlywayException e) {
            throw new MigrationException("migration failed: " + firstLine(e), e);
        }
    }

    private static void refuseNewer(Flyway flyway) {
        for (MigrationInfo migration : flyway.info().applied()) {
            if (migration.getState().isApplied() && !migration.getState().isResolved()) {
                throw new MigrationException("the database was migrated by a newer Portreeve (it has version "
                        + migration.getVersion() + ", which this build does not know): start that one");
            }
        }
    }

    private static String firstLine(FlywayException e) {
        return e.getMessage() == null
                ? e.toString()
                : e.getMessage().lines().findFirst().orElse("");
    }
}
