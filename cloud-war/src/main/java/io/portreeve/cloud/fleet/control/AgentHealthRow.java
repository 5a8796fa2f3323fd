package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.AgentHealth;
import io.portreeve.contract.sample.AgentFigures;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The figures of an agent, as they stand in its row. */
final class AgentHealthRow {
    /** The columns to set, in the order of {@link #set}. */
    static final String ASSIGNMENTS = "figures_at = ?, cpu_millis_per_minute = ?, resident_bytes = ?, spool_bytes = ?,"
            + " spool_age_millis = ?, spool_problem = ?, log_bytes = ?, reconnects = ?, errors = ?,"
            + " update_refusal = ?";

    private AgentHealthRow() {}

    /** Sets what {@link #ASSIGNMENTS} has places for; gives the next place. */
    static int set(PreparedStatement statement, int first, AgentFigures figures, Instant at) throws SQLException {
        int place = first;
        statement.setObject(place++, Columns.timestamp(at));
        statement.setLong(place++, figures.cpuMillisPerMinute());
        statement.setLong(place++, figures.residentBytes());
        statement.setLong(place++, figures.spoolBytes());
        statement.setObject(
                place++, figures.spoolAge().map(AgentHealthRow::millis).orElse(null), Types.BIGINT);
        statement.setString(
                place++, figures.spoolProblem().map(Columns::storable).orElse(null));
        statement.setLong(place++, figures.logBytes());
        statement.setLong(place++, figures.reconnects());
        statement.setLong(place++, figures.errors());
        statement.setString(
                place++, figures.updateRefusal().map(Columns::storable).orElse(null));
        return place;
    }

    /** Empty if it never told. */
    static Optional<AgentHealth> of(ResultSet row) throws SQLException {
        Optional<Instant> at = Columns.instant(row, "figures_at");
        if (at.isEmpty()) {
            return Optional.empty();
        }
        long age = row.getLong("spool_age_millis");
        Optional<Duration> spoolAge = row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(age));
        AgentFigures figures = new AgentFigures(
                row.getLong("cpu_millis_per_minute"),
                row.getLong("resident_bytes"),
                row.getLong("spool_bytes"),
                spoolAge,
                Columns.text(row, "spool_problem"),
                row.getLong("log_bytes"),
                row.getLong("reconnects"),
                row.getLong("errors"),
                Columns.text(row, "update_refusal"));
        return Optional.of(new AgentHealth(at.get(), figures, row.getLong("dropped_batches")));
    }

    /** As much as an agent may claim fits. */
    private static long millis(Duration age) {
        return Math.min(age.toSeconds(), Integer.MAX_VALUE) * 1000;
    }
}
