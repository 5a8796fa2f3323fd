package io.portreeve.benchmarks.query;

import io.portreeve.benchmarks.fleet.ModelledMinutes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One organization with containers on hosts of twenty, four to a compose service, and what is kept of them after a year:
 * days of a year, hours of 180 days, five minutes of 7 days, samples of 24 hours, which the product packs by the hour.
 */
public final class YearOfData {
    private static final int CONTAINERS_A_HOST = 20;
    private static final int CONTAINERS_A_SERVICE = 4;
    private static final int BODIES = 500;
    private static final Duration PACKING = Duration.ofMinutes(10);
    /** As long as filling and asking may take: samples are there up to then, so that the newest minute has some. */
    private static final Duration AHEAD = Duration.ofMinutes(40);

    static final UUID ORGANIZATION = new UUID(0x7000, 0x8000_0000_0000_0001L);
    private static final long HOSTS = 0x8000_0000_0000_0002L;
    private static final long CONTAINERS = 0x8000_0000_0000_0003L;

    private final int containers;
    private final Instant began = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    private final String secret = "ptr_" + UUID.randomUUID().toString().replace("-", "") + "0".repeat(11);

    public YearOfData(int containers) {
        this.containers = containers;
    }

    /** Gives connections of an administrator. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    /** Of an API token of the organization. */
    public String secret() {
        return secret;
    }

    UUID container(int number) {
        return new UUID((long) (number % containers) << 32 | 0x7000, CONTAINERS);
    }

    UUID host(int number) {
        return new UUID((long) (number % Math.max(1, containers / CONTAINERS_A_HOST)) << 32 | 0x7000, HOSTS);
    }

    String service(int number) {
        return "project-" + number % Math.max(1, containers / CONTAINERS_A_SERVICE) + "/web";
    }

    public void fill(Connections connections, Consumer<String> say) throws SQLException, InterruptedException {
        try (Connection connection = connections.open()) {
            inventory(connection);
            latest(connection);
            bodies(connection);
        }
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> parts = Stream.<Part>of(this::hours, this::theRest)
                    .<Future<?>>map(part -> two.submit(() -> {
                        try (Connection connection = connections.open()) {
                            run(connection, "SET synchronous_commit = off");
                            part.fill(connection, say);
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> part : parts) {
                part.get();
            }
        } catch (ExecutionException e) {
            throw new SQLException(e.getCause());
        } finally {
            two.shutdownNow();
        }
        try (Connection connection = connections.open()) {
            progress(connection);
            say.accept("vacuum");
            run(connection, "VACUUM (ANALYZE, PARALLEL 0)");
            run(connection, "CHECKPOINT");
        }
    }

    @FunctionalInterface
    private interface Part {
        void fill(Connection connection, Consumer<String> say) throws SQLException;
    }

    private void hours(Connection connection, Consumer<String> say) throws SQLException {
        say.accept("hours of 180 days");
        new RollupFill("1h", 360).fill(connection, began.minus(Duration.ofDays(180)), began);
    }

    private void theRest(Connection connection, Consumer<String> say) throws SQLException {
        say.accept("days of a year, five minutes of 7 days, samples of a day");
        new RollupFill("1d", 8_640).fill(connection, began.minus(Duration.ofDays(365)), began);
        minutes(connection);
        new RollupFill("5m", 30).fill(connection, began.minus(Duration.ofDays(7)), began);
    }

    private void minutes(Connection connection) throws SQLException {
        for (Instant from = began.minus(Duration.ofDays(1)); from.isBefore(began.plus(AHEAD)); ) {
            Instant to = from.plus(Duration.ofHours(1));
            run(
                    connection,
                    "INSERT INTO container_minutes (organization_id, container_id, ts, body)"
                            + " SELECT '" + ORGANIZATION + "', c.id, t + (c.n % 60) * interval '1 second', b.body"
                            + " FROM generate_series('" + from + "'::timestamptz, '" + to
                            + "'::timestamptz - interval '1 minute', '1 minute') t CROSS JOIN bench.containers c"
                            + " JOIN bench.bodies b ON b.n = (c.n + extract(epoch FROM t)::bigint / 60) % " + BODIES);
            from = to;
        }
    }

    private void inventory(Connection connection) throws SQLException {
        run(connection, "INSERT INTO organizations VALUES ('" + ORGANIZATION + "', 'Bench', now())");
        run(
                connection,
                "INSERT INTO users (id, email, display_name, password_hash, created_at)" + " VALUES ('" + ORGANIZATION
                        + "', 'bench@example.org', 'Bench', '-', now())");
        run(
                connection,
                "INSERT INTO memberships VALUES ('" + ORGANIZATION + "', '" + ORGANIZATION + "', 'admin', now())");
        run(
                connection,
                "INSERT INTO api_tokens (organization_id, id, user_id, name, scope, token_hash, created_at) SELECT '"
                        + ORGANIZATION + "', '" + ORGANIZATION + "', '" + ORGANIZATION + "', 'bench', 'read', sha256('"
                        + secret + "'), now()");
        run(connection, "CREATE SCHEMA bench");
        run(
                connection,
                "CREATE TABLE bench.containers AS SELECT n, " + id("n", CONTAINERS) + " AS id, "
                        + id("n / " + CONTAINERS_A_HOST, HOSTS) + " AS host FROM generate_series(0, " + (containers - 1)
                        + ") n");
        run(
                connection,
                "INSERT INTO hosts (organization_id, id, name, created_at, last_seen_at) SELECT DISTINCT '"
                        + ORGANIZATION + "'::uuid, host, 'host-' || n / " + CONTAINERS_A_HOST
                        + ", now(), now() FROM bench.containers");
        run(
                connection,
                "INSERT INTO containers (organization_id, id, host_id, docker_id, name, image, image_id, state,"
                        + " compose_project, compose_service, created_at, started_at, first_seen_at, last_seen_at)"
                        + " SELECT '" + ORGANIZATION + "', id, host, encode(sha256(n::text::bytea), 'hex'), 'project-'"
                        + " || n / 4 || '-web-' || n % 4, 'web:1.27', 'sha256:1', 'running', 'project-' || n / 4, 'web',"
                        + " now() - interval '400 days', now(), now(), now() FROM bench.containers");
    }

    private static void latest(Connection connection) throws SQLException {
        ModelledMinutes model = new ModelledMinutes(2);
        double[][] values =
                Stream.of(model.allValues(1, 1)).map(of -> Arrays.copyOf(of, 1)).toArray(double[][]::new);
        String sql = "INSERT INTO container_latest (organization_id, container_id, ts, body) SELECT '" + ORGANIZATION
                + "', id, now() + interval '" + AHEAD.toSeconds() + " seconds', ? FROM bench.containers";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setBytes(1, PackedBody.of(new int[1], values));
            insert.executeUpdate();
        }
    }

    private static String id(String number, long kind) {
        return "(lpad(to_hex(" + number + "), 8, '0') || '00007000" + Long.toHexString(kind) + "')::uuid";
    }

    private static void bodies(Connection connection) throws SQLException {
        run(connection, "CREATE TABLE bench.bodies (n bigint, body bytea)");
        ModelledMinutes model = new ModelledMinutes(1);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bench.bodies VALUES (?, ?)")) {
            for (int number = 0; number < BODIES; number++) {
                insert.setLong(1, number);
                insert.setBytes(2, PackedBody.of(model.offsets(number, number), model.allValues(number, number)));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        run(connection, "ANALYZE bench.containers, bench.bodies");
    }

    /** As if all had been rolled up to the beginning; from there the product's own timer goes on. */
    private void progress(Connection connection) throws SQLException {
        for (String level : new String[] {"5m", "1h", "1d"}) {
            run(
                    connection,
                    "INSERT INTO rollup_progress VALUES ('" + level + "', '"
                            + RollupFill.floor(began, RollupFill.width(level))
                            + "') ON CONFLICT (level) DO UPDATE SET rolled_up_to = excluded.rolled_up_to");
        }
    }

    /** Waits until the product has packed what it packs; gives how many seconds that took. */
    public double packed(Connection connection) throws SQLException, InterruptedException {
        long from = System.nanoTime();
        run(connection, "DELETE FROM rollup_progress WHERE level = 'hours'");
        String packed = "SELECT FROM rollup_progress WHERE level = 'hours'"
                + " AND rolled_up_to >= date_trunc('hour', now() - interval '30 minutes')";
        try (Statement statement = connection.createStatement()) {
            while (true) {
                try (ResultSet rows = statement.executeQuery(packed)) {
                    if (rows.next()) {
                        break;
                    }
                }
                if (System.nanoTime() - from > PACKING.toNanos()) {
                    throw new IllegalStateException("the hours are not packed after " + PACKING);
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        run(connection, "VACUUM (ANALYZE, PARALLEL 0)");
        return (System.nanoTime() - from) / 1e9;
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
