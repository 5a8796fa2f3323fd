package io.portreeve.benchmarks;

import io.portreeve.benchmarks.cost.CpuMeter;
import io.portreeve.benchmarks.cost.ProcessTree;
import io.portreeve.benchmarks.plane.DatabaseCost;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run has cost since a moment: processor time of its parts, and transactions. */
final class Spent {
    private final FleetRun run;
    private final CpuMeter cpu;
    private final double simulator;
    private final long commits;

    private Spent(FleetRun run, long commits) {
        this.run = run;
        this.commits = commits;
        cpu = new CpuMeter(run.plane()::processes);
        simulator = ProcessTree.ofThis().cpuSeconds();
    }

    /** Counted from now. */
    static Spent from(FleetRun run) throws SQLException {
        return new Spent(run, commits(run));
    }

    /** So far, with the simulator's own. */
    Map<String, Double> processorSeconds() {
        Map<String, Double> seconds = new LinkedHashMap<>(cpu.look());
        seconds.put("simulator", ProcessTree.ofThis().cpuSeconds() - simulator);
        return seconds;
    }

    /** Committed so far, as far as the database has counted them. */
    long transactions() throws SQLException {
        return commits(run) - commits;
    }

    private static long commits(FleetRun run) throws SQLException {
        try (Connection connection = run.plane().database()) {
            return DatabaseCost.commits(connection);
        }
    }
}
