package io.portreeve.benchmarks.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Rows of one level, as many as there are buckets, in the order in which the product writes them. */
record RollupFill(String level, int samples) {
    private static final String VALUES = String.join(
            ", ",
            three("0.25"),
            three("0.01"),
            three("2e8"),
            three("1e9"),
            three("2e4"),
            three("3e4"),
            three("1e3"),
            three("4e3"),
            three("12"));
    private static final String COLUMNS = columns();
    /** How readings of five minutes, an hour and a day were spread, as the product packed them once. */
    private static final Map<String, String> SKETCHES = Map.of(
            "5m",
            "01002ac7020604040a040606040a0406040804060608040c0c060404040404080002ee1d3c",
            "1h",
            "010076cf0320080404040c06040404060404040e040604040608040604060c060804060c060e06140614061e06"
                    + "18061c0616061e06160612061e061806240618062006140620060a061c0610060a0616060e0616060e06100612"
                    + "060806040606060408040a04dc010a040004ee1d80050650",
            "1d",
            "0100b401a30418181804080608060606040606040604060806080610061a060806180612060e0618062a061e06"
                    + "32062e0636062e064806460652067206620664068c0106b80106b60106d20106e601068a0206b20206e60206e6"
                    + "0206b40306800306e60306880406800406e60406f00406d60406ba0506b40506f20506a00506ee0406cc050692"
                    + "0506900506cc0406940406fa0306ea0306900306fe02069a0206f00106c601068a010676065a064e0636062606"
                    + "1e060a060e06080606060404c60104060c061a062206340618061e060e060604000ae61d921306c60d068c2706"
                    + "c23306da0b");

    void fill(Connection connection, Instant from, Instant to) throws SQLException {
        Duration width = width(level);
        Instant end = floor(to, width);
        for (Instant at = floor(from, width); at.isBefore(end); ) {
            Instant next = nextPartition(at);
            partition(connection, at, next);
            Instant until = next.isBefore(end) ? next : end;
            YearOfData.run(
                    connection,
                    "INSERT INTO container_rollups_" + level + " (organization_id, container_id, ts, samples, "
                            + COLUMNS + (SKETCHES.containsKey(level) ? ", sketches" : "") + ") SELECT '"
                            + YearOfData.ORGANIZATION + "', x.id, x.t, " + samples + ", " + VALUES
                            + (SKETCHES.containsKey(level) ? ", decode('" + SKETCHES.get(level) + "', 'hex')" : "")
                            + " FROM (SELECT t, c.id, random() AS r FROM generate_series('" + at
                            + "'::timestamptz, '" + until + "'::timestamptz - interval '" + width.toSeconds()
                            + " seconds', '" + width.toSeconds() + " seconds') t, bench.containers c) x");
            at = until;
        }
    }

    private boolean isMonthly() {
        return level.equals("1h") || level.equals("1d");
    }

    private Instant nextPartition(Instant at) {
        Instant day = at.truncatedTo(ChronoUnit.DAYS);
        return isMonthly()
                ? day.atZone(ZoneOffset.UTC).withDayOfMonth(1).plusMonths(1).toInstant()
                : day.plus(Duration.ofDays(1));
    }

    private void partition(Connection connection, Instant at, Instant next) throws SQLException {
        ZonedDateTime first = at.truncatedTo(ChronoUnit.DAYS).atZone(ZoneOffset.UTC);
        if (isMonthly()) {
            first = first.withDayOfMonth(1);
        }
        String name =
                "container_rollups_" + level + first.format(DateTimeFormatter.ofPattern("_yyyyMMdd", Locale.ROOT));
        YearOfData.run(connection, "SET ROLE portreeve_owner");
        YearOfData.run(
                connection,
                "CREATE TABLE IF NOT EXISTS portreeve_partitions." + name + " PARTITION OF container_rollups_" + level
                        + " FOR VALUES FROM ('" + first.toInstant() + "') TO ('" + next + "')");
        YearOfData.run(connection, "RESET ROLE");
    }

    static Duration width(String level) {
        return switch (level) {
            case "5m" -> Duration.ofMinutes(5);
            case "1h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }

    static Instant floor(Instant at, Duration width) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), width.toSeconds()) * width.toSeconds());
    }

    private static String three(String base) {
        return base + " * (1 + x.r), " + base + " * x.r, " + base + " * (2 + x.r)";
    }

    private static String columns() {
        return Stream.of(
                        "cpu_cores",
                        "cpu_throttled_ratio",
                        "memory_bytes",
                        "memory_limit_bytes",
                        "network_received_bytes_per_second",
                        "network_sent_bytes_per_second",
                        "block_read_bytes_per_second",
                        "block_written_bytes_per_second",
                        "pids")
                .map(name -> name + "_avg, " + name + "_min, " + name + "_max")
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
    }
}
