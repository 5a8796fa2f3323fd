package io.portreeve.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
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
                "GRANT USAGE ON SCHEMA {store} TO portreeve_app | portreeve_app may use the schema {store}",
                "GRANT SELECT ON ALL TABLES IN SCHEMA {store} TO portreeve_app | can be reached by",
                "ALTER DEFAULT PRIVILEGES IN SCHEMA portreeve_partitions GRANT SELECT ON TABLES TO portreeve_app"
                        + " | default privileges grant",
                "GRANT portreeve_owner TO portreeve_app | is a member of portreeve_owner",
                "ALTER ROLE portreeve_app BYPASSRLS | ok",
                "GRANT TRUNCATE ON hosts TO portreeve_app | hosts may be truncated",
                "ALTER TABLE timer_slots OWNER TO portreeve_app | timer_slots is owned by portreeve_app",
            })
    void anOpenDatabaseIsRefused(String holeInStore, String complaintOfStore) throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            String store = database.isTimescale() ? "portreeve_hypertables" : "portreeve_partitions";
            String hole = holeInStore.replace("{store}", store);
            String complaint = complaintOfStore.replace("{store}", store);
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
    void runtimeRolesReachNoPartition() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                Connection admin = database.adminConnection();
                Connection app = database.appConnection();
                Connection system = database.systemConnection();
                Statement find = admin.createStatement();
                Statement asApp = app.createStatement();
                Statement asSystem = system.createStatement()) {
            UUID organization = UUID.randomUUID();
            find.execute("SET app.current_org_id = '" + organization + "'");
            find.execute("INSERT INTO container_samples (organization_id, container_id, ts, interval_millis)"
                    + " VALUES ('" + organization + "', gen_random_uuid(), now(), 1)");
            int attacked = 0;
            try (ResultSet tables = find.executeQuery("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
                    + " WHERE tableowner = 'portreeve_owner' AND schemaname <> 'portreeve'")) {
                while (tables.next()) {
                    String table = tables.getString(1);
                    for (Statement attack : List.of(asApp, asSystem)) {
                        assertThatThrownBy(() -> attack.executeQuery("SELECT * FROM " + table))
                                .hasMessageContaining("permission denied");
                        assertThatThrownBy(() -> attack.execute("INSERT INTO " + table + " DEFAULT VALUES"))
                                .hasMessageMatching("(?s).*(permission denied|not supported).*");
                    }
                    attacked++;
                }
            }
            assertThat(attacked).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void dayThatIsOverIsDroppedWholeWhateverTheSessionsZone() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                Connection system = database.systemConnection();
                Connection admin = database.adminConnection();
                Statement asSystem = system.createStatement();
                Statement asAdmin = admin.createStatement()) {
            UUID organization = UUID.randomUUID();
            asAdmin.execute("SET app.current_org_id = '" + organization + "'");
            String today = "date_trunc('day', now(), 'UTC')";
            for (String moment : List.of(today, today + " - interval '1 ms'", today + " - interval '1 day 1 ms'")) {
                asAdmin.execute("INSERT INTO container_minutes (organization_id, container_id, ts, body)" + " VALUES ('"
                        + organization + "', gen_random_uuid(), " + moment + ", decode('0101', 'hex'))");
            }
            asSystem.execute("SET timezone = 'Pacific/Kiritimati'");
            String yesterday = "(current_timestamp AT TIME ZONE 'UTC')::date - 1";
            try (ResultSet dropped =
                    asSystem.executeQuery("SELECT drop_partitions('container_minutes', " + yesterday + ")")) {
                assertThat(dropped.next()).isTrue();
                assertThat(dropped.getInt(1)).isPositive();
            }
            try (ResultSet left = asSystem.executeQuery("SELECT count(*) FROM container_minutes")) {
                assertThat(left.next()).isTrue();
                assertThat(left.getInt(1)).isEqualTo(2);
            }
        }
    }

    @Test
    void partitionWithoutADayInItsNameIsLeftAlone() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                Connection system = database.systemConnection();
                Statement asSystem = system.createStatement()) {
            if (database.isTimescale()) {
                System.err.println("NOT RUN: hypertables have no partitions with names.");
                return;
            }
            asAdmin(
                    database,
                    "CREATE TABLE portreeve_partitions.by_hand PARTITION OF portreeve.container_minutes"
                            + " FOR VALUES FROM ('2001-01-01 00:00Z') TO ('2001-01-02 00:00Z')");
            try (ResultSet dropped =
                    asSystem.executeQuery("SELECT drop_partitions('container_minutes', current_date - 10)")) {
                assertThat(dropped.next()).isTrue();
                assertThat(dropped.getInt(1)).isZero();
            }
        }
    }

    @Test
    void partitionsAreMadeOnceAndAhead() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                Connection system = database.systemConnection();
                Statement statement = system.createStatement()) {
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            long newMonths =
                    ChronoUnit.MONTHS.between(YearMonth.from(today.plusDays(3)), YearMonth.from(today.plusDays(10)));
            int made = 0;
            try (ResultSet first = statement.executeQuery("SELECT make_partitions(current_date + 10)")) {
                assertThat(first.next()).isTrue();
                made = first.getInt(1);
            }
            assertThat(made).isEqualTo(database.isTimescale() ? 0 : 3 * 7 + 2 * newMonths);
            try (ResultSet again = statement.executeQuery("SELECT make_partitions(current_date + 9)")) {
                assertThat(again.next()).isTrue();
                assertThat(again.getInt(1)).isZero();
            }
        }
    }

    @Test
    void hypertablesAreCompressedWhereTheServerOffersThem() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                Connection admin = database.adminConnection();
                Statement statement = admin.createStatement()) {
            if (!database.isTimescale()) {
                System.err.println("NOT RUN: the server offers no TimescaleDB, so its hypertables were not tried."
                        + " Set PORTREEVE_TEST_DATABASE_URL to one that does.");
                return;
            }
            try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM timescaledb_information.hypertables"
                    + " WHERE hypertable_schema = 'portreeve_hypertables' AND compression_enabled")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(6);
            }
            UUID organization = UUID.randomUUID();
            statement.execute("SET app.current_org_id = '" + organization + "'");
            statement.execute("INSERT INTO container_samples (organization_id, container_id, ts, interval_millis,"
                    + " cpu_cores) SELECT '" + organization + "', '" + organization + "', now() - n * interval '10 s',"
                    + " 10000, 0.5 FROM generate_series(1, 1000) n");
            statement.execute("SELECT public.compress_chunk(c) FROM public.show_chunks("
                    + "'portreeve_hypertables.container_samples') c");
            try (Connection app = database.appConnection(organization);
                    Connection stranger = database.appConnection(UUID.randomUUID())) {
                assertThat(samples(app)).isEqualTo(1000);
                assertThat(samples(stranger)).isZero();
            }
        }
    }

    private static int samples(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM container_samples")) {
            rows.next();
            return rows.getInt(1);
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
