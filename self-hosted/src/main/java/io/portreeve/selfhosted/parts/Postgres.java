package io.portreeve.selfhosted.parts;

import io.portreeve.selfhosted.data.DataDirectory;
import io.portreeve.selfhosted.data.PrivateFiles;
import io.portreeve.selfhosted.data.Secrets;
import io.portreeve.selfhosted.data.StartFailedException;
import io.portreeve.selfhosted.process.Child;
import io.portreeve.selfhosted.process.Children;
import io.portreeve.selfhosted.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The database: the embedded binaries, run with what a database needs that keeps its promises. It listens on the
 * loopback address only and asks everyone for a password.
 */
public final class Postgres implements Part {
    public static final String SUPERUSER = "postgres";

    private static final String DATABASE = "portreeve";
    private static final int MAJOR_VERSION = 17;
    private static final int TRIES = 5;
    private static final Duration READY = Duration.ofMinutes(2);

    /** What the server must say of itself before anything is written. */
    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    private final Path binaries;
    private final DataDirectory data;
    private final Children children;
    private final String password;
    private final int port;
    private final boolean large;

    /** @param large whether thousands of hosts are to be served */
    public Postgres(Path binaries, DataDirectory data, Secrets secrets, Children children, int port, boolean large) {
        this.binaries = binaries;
        this.data = data;
        this.children = children;
        this.password = secrets.password("postgres-password");
        this.port = port;
        this.large = large;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public Child start() {
        checkVersion();
        initialise();
        for (int attempt = 1; ; attempt++) {
            PostgresLeftovers.end(data.postgres());
            Child server = children.start(command());
            switch (Waiting.until(this::answers, server, READY)) {
                case READY -> {
                    requireDurable();
                    return server;
                }
                case TIMED_OUT -> {
                    children.end(server);
                    throw new StartFailedException("PostgreSQL did not answer in time; see " + log());
                }
                case ENDED -> {
                    // A server that was killed a moment ago may still hold its shared memory.
                    if (attempt == TRIES || children.isClosed()) {
                        throw new StartFailedException("PostgreSQL does not start; see " + log());
                    }
                    pause(attempt);
                }
            }
        }
    }

    /** As superuser, to the application's database or to the one that is always there. */
    public Connection connect(boolean applicationsDatabase) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "60");
        return DriverManager.getConnection(
                applicationsDatabase ? jdbcUrl() : "jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    public String password() {
        return password;
    }

    /** Makes the application's database unless it is there. */
    public void createDatabase() {
        try (Connection connection = connect(false);
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database " + DATABASE);
        } catch (SQLException e) {
            throw new StartFailedException("The database cannot be made: " + e.getMessage(), e);
        }
    }

    private void checkVersion() {
        Path file = data.postgres().resolve("PG_VERSION");
        try {
            if (!Files.exists(file)) {
                return;
            }
            int found = Integer.parseInt(Files.readString(file).strip());
            if (found != MAJOR_VERSION) {
                throw new StartFailedException("The data directory " + data.root() + " holds a database of PostgreSQL "
                        + found + ", and this version of Portreeve brings PostgreSQL " + MAJOR_VERSION
                        + (found > MAJOR_VERSION ? "; use a newer version of Portreeve" : "; dump and restore it"));
            }
        } catch (IOException | NumberFormatException e) {
            throw new StartFailedException("The file " + file + " cannot be understood: " + e.getMessage(), e);
        }
    }

    private void initialise() {
        if (Files.exists(data.postgres())) {
            return;
        }
        Path made = data.root().resolve("postgres.new");
        Path passwordFile = data.run().resolve("postgres-password");
        try {
            PrivateFiles.deleteTree(made);
            PrivateFiles.write(passwordFile, password + "\n");
            int status = children.run(new Command(
                    "initdb",
                    asOrdinaryUser(List.of(
                            binaries.resolve("bin/initdb").toString(),
                            "--pgdata=" + made,
                            "--username=" + SUPERUSER,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--data-checksums")),
                    Map.of("TZ", "UTC"),
                    data.root(),
                    log(),
                    "TERM",
                    Duration.ofSeconds(10)));
            Files.deleteIfExists(passwordFile);
            if (status != 0) {
                throw new StartFailedException("PostgreSQL cannot make its files; see " + log());
            }
            Files.move(made, data.postgres(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StartFailedException("PostgreSQL cannot make its files: " + e.getMessage(), e);
        }
    }

    private Command command() {
        List<String> line = new ArrayList<>(List.of(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                data.postgres().toString()));
        settings().forEach((name, value) -> line.addAll(List.of("-c", name + "=" + value)));
        // SIGINT is the fast stop: clients are cut off, everything committed is written.
        return new Command(
                "postgres",
                asOrdinaryUser(line),
                Map.of("TZ", "UTC"),
                data.root(),
                log(),
                "INT",
                Duration.ofMinutes(1));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(DURABLE);
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", large ? "240" : "60");
        settings.put("shared_buffers", large ? "1GB" : "64MB");
        settings.put("work_mem", "8MB");
        settings.put("maintenance_work_mem", large ? "128MB" : "32MB");
        // Each page is logged whole once after a checkpoint: the fewer checkpoints, the less is written.
        settings.put("max_wal_size", large ? "4GB" : "512MB");
        settings.put("wal_compression", "pglz");
        settings.put("jit", "off");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("log_checkpoints", "off");
        settings.put("log_line_prefix", "%m [%p] %u@%d ");
        return settings;
    }

    /** PostgreSQL refuses to run as root: in a user namespace without a mapping it is nobody, and owns root's files. */
    private static List<String> asOrdinaryUser(List<String> line) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return line;
        }
        List<String> wrapped = new ArrayList<>(List.of("unshare", "--user"));
        wrapped.addAll(line);
        return wrapped;
    }

    private boolean answers() {
        try (Connection connection = connect(false)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private void requireDurable() {
        try (Connection connection = connect(false);
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> setting : DURABLE.entrySet()) {
                try (ResultSet shown = statement.executeQuery("show " + setting.getKey())) {
                    if (!shown.next() || !setting.getValue().equals(shown.getString(1))) {
                        throw new StartFailedException(
                                "PostgreSQL does not run with " + setting.getKey() + "=" + setting.getValue());
                    }
                }
            }
        } catch (SQLException e) {
            throw new StartFailedException("PostgreSQL does not say how it runs: " + e.getMessage(), e);
        }
    }

    private Path log() {
        return data.logs().resolve("postgres.log");
    }

    private static void pause(int attempt) {
        try {
            TimeUnit.SECONDS.sleep(attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
