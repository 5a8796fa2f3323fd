package io.portreeve.cloud.telemetry.control;

import static io.portreeve.cloud.telemetry.control.Fleet.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.portreeve.cloud.telemetry.IngestResult;
import io.portreeve.cloud.telemetry.IngestResult.Stored;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.migrations.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writer's transactions through PgBouncer in transaction mode, with one connection of the server for all. */
class WriterBehindPoolerIT {
    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");
    private static final int ORGANIZATIONS = 22;

    @TempDir
    private static Path directory;

    private static FleetDatabase database;
    private static String url;
    private static Process pooler;

    private final Instant now = Instant.now();
    private final List<IngestResult> results = new ArrayList<>();

    @BeforeAll
    static void startPooler() throws IOException {
        assumeThat(PROGRAM).isExecutable();
        TestDatabase behind = TestDatabase.create();
        database = new FleetDatabase(behind);
        URI server = URI.create(behind.jdbcUrl().substring("jdbc:".length()));
        int port = freePort();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path configuration = Files.writeString(
                directory.resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d user=portreeve_app password=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 1
                ignore_startup_parameters = extra_float_digits
                """.formatted(server.getPort(), behind.appPassword(), port));
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), configuration.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(1, List.of("-u", "nobody"));
        }
        pooler = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        url = "jdbc:postgresql://127.0.0.1:" + port + server.getPath() + "?prepareThreshold=0";
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            try (Connection connection = pooled()) {
                return !connection.isClosed();
            }
        });
    }

    @AfterAll
    static void stopPooler() {
        if (pooler != null) {
            pooler.destroy();
        }
    }

    @Test
    void organizationsStayApartAndNothingIsLostOrDoubled() throws SQLException {
        MetricsWriter writer = new MetricsWriter(WriterBehindPoolerIT::pooled, Clock.systemUTC(), stored -> {});
        List<Fleet> fleets = new ArrayList<>();
        for (int organization = 0; organization < ORGANIZATIONS; organization++) {
            fleets.add(Fleet.create(database, 1));
        }
        for (long sequence : LongStream.of(1, 2, 2, 3).toArray()) {
            Instant at = now.plusMillis(sequence);
            assertThat(writer.write(fleets.stream()
                            .map(fleet -> fleet.batch(sequence, at, results::add, sample(1, 0.5)))
                            .toList()))
                    .isTrue();
        }
        assertThat(results).hasSize(4 * ORGANIZATIONS).hasOnlyElementsOfType(Stored.class);
        for (Fleet fleet : fleets) {
            assertThat(fleet.count("container_minutes")).isEqualTo(3);
        }
    }

    @Test
    void nothingOfAnOrganizationIsLeftInTheConnectionForTheNext() throws SQLException {
        MetricsWriter writer = new MetricsWriter(WriterBehindPoolerIT::pooled, Clock.systemUTC(), stored -> {});
        writer.write(List.of(Fleet.create(database, 1).batch(1, now, results::add, sample(1, 0.5))));
        assertThat(results).containsExactly(new Stored(1));
        try (Connection connection = pooled();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from container_minutes")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(1)).isZero();
        }
    }

    private static Connection pooled() throws SQLException {
        Connection connection = DriverManager.getConnection(url, "portreeve_app", "");
        connection.setAutoCommit(false);
        return connection;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
