package io.portreeve.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationsIT {

    @Test
    void migratingTwiceChangesNothing() {
        try (TestDatabase database = TestDatabase.createEmpty()) {
            assertThat(Migrations.migrate(database.migrationConfig())).isPositive();
            assertThat(Migrations.migrate(database.migrationConfig())).isZero();
        }
    }

    @Test
    void twoMigrationsAtOnceWaitForEachOther() {
        try (TestDatabase database = TestDatabase.createEmpty()) {
            CompletableFuture<Integer> other =
                    CompletableFuture.supplyAsync(() -> Migrations.migrate(database.migrationConfig()));
            int mine = Migrations.migrate(database.migrationConfig());
            assertThat(mine + other.join()).isPositive();
            assertThat(Migrations.migrate(database.migrationConfig())).isZero();
        }
    }

    @Test
    void databaseOfANewerBuildIsRefused() throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            asOwner(
                    database,
                    "INSERT INTO flyway_schema_history SELECT 1 + max(installed_rank), '9999', 'future', 'SQL', 'x',"
                            + " 1, 'portreeve_owner', now(), 1, true FROM flyway_schema_history");
            assertThatThrownBy(() -> Migrations.migrate(database.migrationConfig()))
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining("newer Portreeve")
                    .hasMessageContaining("9999");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE hosts DISABLE ROW LEVEL SECURITY | hosts lacks ENABLE",
                "ALTER TABLE hosts NO FORCE ROW LEVEL SECURITY | hosts lacks FORCE",
                "DROP POLICY tenant ON hosts | hosts has no policy",
                "CREATE TABLE loose (organization_id uuid) | loose lacks ENABLE",
                "CREATE POLICY wide ON hosts TO portreeve_app USING (true) | hosts has a policy that does not ask",
                "GRANT USAGE ON SCHEMA portreeve_partitions TO portreeve_app | may use the schema portreeve_partitions",
                "GRANT SELECT ON ALL TABLES IN SCHEMA portreeve_partitions TO portreeve_app | can be reached by",
                "ALTER DEFAULT PRIVILEGES IN SCHEMA portreeve_partitions GRANT SELECT ON TABLES TO portreeve_app"
                        + " | default privileges grant",
                "GRANT portreeve_owner TO portreeve_app | is a member of portreeve_owner",
                "ALTER ROLE portreeve_app BYPASSRLS | ok",
                "GRANT TRUNCATE ON hosts TO portreeve_app | hosts may be truncated",
                "ALTER TABLE timer_slots OWNER TO portreeve_app | timer_slots is owned by portreeve_app",
            })
    void anOpenDatabaseIsRefused(String hole, String complaint) throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            try (Connection admin = database.adminConnection();
                    Statement statement = admin.createStatement()) {
                statement.execute(hole.startsWith("ALTER DEFAULT") ? "SET ROLE portreeve_owner" : "SELECT 1");
                statement.execute(hole);
            }
            try {
                if (complaint.equals("ok")) { // attributes of the roles are set right on every run
                    Migrations.migrate(database.migrationConfig());
                    return;
                }
                assertThatThrownBy(() -> Migrations.migrate(database.migrationConfig()))
                        .isInstanceOf(MigrationException.class)
                        .hasMessageContaining(complaint);
            } finally {
                if (hole.startsWith("GRANT portreeve_owner")) {
                    asAdmin(database, "REVOKE portreeve_owner FROM portreeve_app");
                }
            }
        }
    }

    @Test
    void runtimeRoleReachesNoPartition() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                Connection admin = database.adminConnection();
                Connection app = database.appConnection();
                Statement find = admin.createStatement();
                Statement attack = app.createStatement();
                ResultSet partitions = find.executeQuery("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
                        + " WHERE schemaname = 'portreeve_partitions'")) {
            int attacked = 0;
            while (partitions.next()) {
                String partition = partitions.getString(1);
                assertThatThrownBy(() -> attack.executeQuery("SELECT * FROM " + partition))
                        .hasMessageContaining("permission denied");
                assertThatThrownBy(() -> attack.execute("INSERT INTO " + partition + " DEFAULT VALUES"))
                        .hasMessageContaining("permission denied");
                attacked++;
            }
            assertThat(attacked).isGreaterThanOrEqualTo(3 * 7);
        }
    }

    @Test
    void partitionsAreDaysInUtcWhateverTheSession() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                Connection system = database.systemConnection();
                Statement statement = system.createStatement()) {
            statement.execute("SET timezone = 'Pacific/Kiritimati'");
            try (ResultSet made = statement.executeQuery("SELECT make_partitions(current_date + 10)")) {
                assertThat(made.next()).isTrue();
                assertThat(made.getInt(1)).isPositive();
            }
            statement.execute("SET timezone = 'UTC'");
            try (ResultSet again = statement.executeQuery("SELECT make_partitions(current_date + 9)")) {
                assertThat(again.next()).isTrue();
                assertThat(again.getInt(1)).isZero();
            }
            try (ResultSet dropped = statement.executeQuery("SELECT drop_partitions('container_samples',"
                    + " (current_timestamp AT TIME ZONE 'UTC')::date - 1)")) {
                assertThat(dropped.next()).isTrue();
                assertThat(dropped.getInt(1)).isEqualTo(2);
            }
        }
    }

    @Test
    void onlyTheSystemRoleDropsPartitionsAndOnlyOfKnownTables() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                Connection app = database.appConnection();
                Connection system = database.systemConnection();
                Statement asApp = app.createStatement();
                Statement asSystem = system.createStatement()) {
            assertThatThrownBy(() -> asApp.execute("SELECT drop_partitions('container_samples', current_date + 5)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> asSystem.execute("SELECT drop_partitions('hosts', current_date)"))
                    .hasMessageContaining("no partitioned table");
        }
    }

    private static void asOwner(TestDatabase database, String sql) throws SQLException {
        try (Connection owner = database.ownerConnection();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void asAdmin(TestDatabase database, String sql) throws SQLException {
        try (Connection admin = database.adminConnection();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }
}
