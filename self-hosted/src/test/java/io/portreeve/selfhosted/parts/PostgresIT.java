package io.portreeve.selfhosted.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portreeve.selfhosted.data.DataDirectory;
import io.portreeve.selfhosted.data.Secrets;
import io.portreeve.selfhosted.data.StartFailedException;
import io.portreeve.selfhosted.process.Child;
import io.portreeve.selfhosted.process.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresIT {
    @TempDir
    private static Path unpacked;

    private static Path binaries;

    @TempDir
    private Path directory;

    private DataDirectory data;
    private Children children;
    private Postgres postgres;

    @BeforeAll
    static void unpack() {
        binaries = PostgresBinaries.unpack(new Cache(unpacked), "test");
    }

    @AfterAll
    static void unpackedOnce() {
        assertThat(unpacked).isDirectoryNotContaining(path -> !path.equals(binaries));
    }

    @BeforeEach
    void open() {
        data = DataDirectory.open(directory);
        children = new Children(data.run().resolve("processes"), line -> {});
        postgres = new Postgres(binaries, data, new Secrets(data.secrets()), children, Ports.free(), false);
    }

    @AfterEach
    void close() {
        children.close();
        data.close();
    }

    @Test
    void nobodyComesInWithoutThePassword() {
        postgres.start();
        String url = postgres.jdbcUrl().replace("/portreeve", "/postgres");

        assertThatThrownBy(() -> DriverManager.getConnection(url, Postgres.SUPERUSER, "guessed")
                        .close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void committedRowsSurviveAKillInTheMiddleOfWork() throws SQLException {
        Child server = postgres.start();
        postgres.createDatabase();
        execute("create table kept (id int)");
        execute("insert into kept select generate_series(1, 1000)");
        try (Connection busy = postgres.connect(true)) {
            busy.setAutoCommit(false);
            try (Statement statement = busy.createStatement()) {
                statement.execute("insert into kept select generate_series(1, 100000)");
                ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
                // At once, while the server's processes may be there yet.
                postgres.start();
            }
        } catch (SQLException e) {
            // The connection to the server that was killed cannot be closed well.
            assertThat(e.getSQLState()).startsWith("08");
        }

        assertThat(count("kept")).isEqualTo(1000);
    }

    @Test
    void numberOfAStrangerInTheFileOfTheServerDoesNotHinderIt() throws Exception {
        Child server = postgres.start();
        children.end(server);
        Files.writeString(
                data.postgres().resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + data.postgres() + "\n1\n1\n\n127.0.0.1\n  1 1\n");

        assertThat(postgres.start().isAlive()).isTrue();
    }

    @Test
    void directoryOfANewerPostgresqlIsRefused() throws IOException {
        Files.createDirectory(data.postgres());
        Files.writeString(data.postgres().resolve("PG_VERSION"), "18\n");

        assertThatThrownBy(postgres::start)
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("PostgreSQL 18")
                .hasMessageContaining("newer version of Portreeve");
    }

    @Test
    void firstStartThatWasCutOffBeginsAnew() throws Exception {
        Files.createDirectory(data.root().resolve("postgres.new"));
        Files.writeString(data.root().resolve("postgres.new").resolve("PG_VERSION"), "17\n");

        assertThat(postgres.start().isAlive()).isTrue();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = postgres.connect(true);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int count(String table) throws SQLException {
        try (Connection connection = postgres.connect(true);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from " + table)) {
            result.next();
            return result.getInt(1);
        }
    }
}
