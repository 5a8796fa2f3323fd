package io.portreeve.benchmarks.store;

import io.portreeve.benchmarks.cost.ProcessTree;
import io.portreeve.benchmarks.fleet.ModelledMinutes;
import io.portreeve.benchmarks.plane.DatabaseCost;
import io.portreeve.benchmarks.report.Result;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** All candidates with the same samples, one after the other, under row security as in the product. */
public final class StoreRun {
    private static final int MINUTES = 24 * 60;
    private static final int CONTAINERS_PER_INSERT = 20;
    private static final int INSERTS_PER_TRANSACTION = 3;
    private static final int REPEATS = 20;
    private static final double MICROS = 1e6;
    private static final List<Candidate> CANDIDATES =
            List.of(new WideRows(), new ArraysByMetric(), new OneArray(), new FoldedArray(), new PackedBytes());

    private final UUID organization = new UUID(1, 1);
    private final Instant day = Instant.parse("2026-11-24T00:00:00Z");
    private final ModelledMinutes model = new ModelledMinutes(1);
    private final int containers;

    public StoreRun(int containers) {
        this.containers = containers;
    }

    /** Figures by candidate. */
    public Map<String, Map<String, Object>> measure() throws IOException, SQLException {
        Map<String, Map<String, Object>> figures = new LinkedHashMap<>();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("shared_buffers", "512MB")
                        .setServerConfig("max_wal_size", "4GB")
                        .setPGStartupWait(Duration.ofMinutes(2))
                        .start();
                Connection connection = postgres.getPostgresDatabase().getConnection()) {
            ProcessTree server = serverOf(connection);
            run(connection, "CREATE ROLE app");
            for (Candidate candidate : CANDIDATES) {
                figures.put(candidate.name(), measure(connection, server, candidate));
            }
        }
        return figures;
    }

    private Map<String, Object> measure(Connection connection, ProcessTree server, Candidate candidate)
            throws SQLException {
        String table = candidate.table();
        run(
                connection,
                "CREATE TABLE " + table + " (organization_id uuid NOT NULL, container_id uuid NOT NULL, "
                        + candidate.columns() + ")");
        run(connection, "CREATE INDEX ON " + table + " (container_id, ts)");
        run(connection, "CREATE INDEX ON " + table + " USING brin (ts) WITH (pages_per_range = 32)");
        run(connection, "ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY");
        run(
                connection,
                "CREATE POLICY tenant ON " + table + " USING (organization_id ="
                        + " (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid))");
        run(connection, "GRANT SELECT, INSERT ON " + table + " TO app");
        run(connection, "CHECKPOINT");
        run(connection, "SET ROLE app");
        run(connection, "SELECT set_config('app.current_org_id', '" + organization + "', false)");
        Map<String, Object> figures = new LinkedHashMap<>();
        write(connection, server, candidate, figures);
        run(connection, "RESET ROLE");
        run(connection, "VACUUM ANALYZE " + table);
        run(connection, "SET ROLE app");
        read(connection, server, candidate, figures);
        run(connection, "RESET ROLE");
        return figures;
    }

    private void write(Connection connection, ProcessTree server, Candidate candidate, Map<String, Object> figures)
            throws SQLException {
        long wal = DatabaseCost.walBytes(connection);
        double before = server.cpuSeconds();
        long javaNanos = 0;
        long values = 0;
        long began = System.nanoTime();
        connection.setAutoCommit(false);
        int inserts = 0;
        for (int minute = 0; minute < MINUTES; minute++) {
            for (int first = 0; first < containers; first += CONTAINERS_PER_INSERT) {
                List<Minute> rows = rows(minute, first);
                values += rows.stream().mapToLong(Minute::known).sum();
                long thread = threadNanos();
                candidate.insert(connection, organization, rows);
                javaNanos += threadNanos() - thread;
                if (++inserts % INSERTS_PER_TRANSACTION == 0) {
                    connection.commit();
                }
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
        figures.put("values", values);
        figures.put("writeSeconds", Result.rounded((System.nanoTime() - began) / 1e9));
        figures.put("writeMicrosPostgres", Result.rounded((server.cpuSeconds() - before) / values * MICROS));
        figures.put("writeMicrosJava", Result.rounded(javaNanos / 1e3 / values));
        figures.put("walBytesPerValue", Result.rounded((double) (DatabaseCost.walBytes(connection) - wal) / values));
        figures.put("bytesPerValue", Result.rounded(number(connection, "pg_total_relation_size", candidate) / values));
        figures.put("indexBytesPerValue", Result.rounded(number(connection, "pg_indexes_size", candidate) / values));
    }

    private void read(Connection connection, ProcessTree server, Candidate candidate, Map<String, Object> figures)
            throws SQLException {
        UUID container = container(containers / 2);
        int buckets = candidate.chart(connection, container, day, day.plus(1, ChronoUnit.DAYS));
        List<Double> millis = new ArrayList<>();
        double before = server.cpuSeconds() + threadNanos() / 1e9;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            long began = System.nanoTime();
            candidate.chart(connection, container, day, day.plus(1, ChronoUnit.DAYS));
            millis.add((System.nanoTime() - began) / MICROS);
        }
        double used = server.cpuSeconds() + threadNanos() / 1e9 - before;
        millis.sort(null);
        figures.put("chartBuckets", buckets);
        figures.put("chartMillisMedian", Result.rounded(millis.get(REPEATS / 2)));
        figures.put("chartCpuMillis", Result.rounded(used / REPEATS * 1e3));
        int rows = candidate.rollUp(connection, day.plus(6, ChronoUnit.HOURS));
        before = server.cpuSeconds() + threadNanos() / 1e9;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            candidate.rollUp(connection, day.plus(7, ChronoUnit.HOURS).plus(repeat, ChronoUnit.MINUTES));
        }
        used = server.cpuSeconds() + threadNanos() / 1e9 - before;
        figures.put("rollupRows", rows);
        figures.put("rollupCpuMillisPer1000Containers", Result.rounded(used / REPEATS * 1e6 / containers));
    }

    private List<Minute> rows(int minute, int first) {
        return IntStream.range(first, Math.min(containers, first + CONTAINERS_PER_INSERT))
                .mapToObj(number -> new Minute(
                        container(number),
                        day.plus(minute, ChronoUnit.MINUTES),
                        model.offsets(number, minute),
                        model.values(number, minute)))
                .toList();
    }

    private static UUID container(int number) {
        return new UUID(0x0190_0000_0000_7000L + number * 0x9E37_79B9L, number * 0x9E37_79B9_7F4A_7C15L);
    }

    private static ProcessTree serverOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return new ProcessTree(ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow()
                    .pid());
        }
    }

    private static double number(Connection connection, String function, Candidate candidate) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + function + "('" + candidate.table() + "')")) {
            row.next();
            return row.getDouble(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long threadNanos() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
