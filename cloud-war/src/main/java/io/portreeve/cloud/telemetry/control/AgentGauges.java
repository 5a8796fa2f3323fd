package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.AgentHealth;
import io.portreeve.contract.sample.AgentFigures;

/** Under which names an agent itself is told to a monitoring system. */
public final class AgentGauges {
    private static final double MILLIS_PER_MINUTE = 60_000;
    private static final double MILLIS_PER_SECOND = 1_000;

    private AgentGauges() {}

    public static void write(PrometheusText text, String labels, AgentHealth agent) {
        AgentFigures figures = agent.figures();
        text.gauge(
                "portreeve_agent_cpu_cores",
                "Processors that the agent kept busy, a mean over the last minute.",
                labels,
                figures.cpuMillisPerMinute() / MILLIS_PER_MINUTE);
        if (figures.residentBytes() > 0) {
            text.gauge("portreeve_agent_resident_memory_bytes", "Memory of the agent.", labels, (double)
                    figures.residentBytes());
        }
        text.gauge(
                "portreeve_agent_spool_bytes",
                "Disk that holds what the control plane has not stored.",
                labels,
                (double) figures.spoolBytes());
        text.gauge(
                "portreeve_agent_spool_age_seconds",
                "Age of the oldest of what waits there.",
                labels,
                figures.spoolAge()
                        .map(age -> age.toMillis() / MILLIS_PER_SECOND)
                        .orElse(0.0));
        text.gauge(
                "portreeve_agent_spool_refused",
                "Whether the disk takes none of it, so that it is kept in memory only.",
                labels,
                figures.spoolProblem().isPresent() ? 1 : 0);
        text.gauge("portreeve_agent_log_bytes", "Lines of logs that wait in the agent's memory.", labels, (double)
                figures.logBytes());
        text.gauge("portreeve_agent_reconnects", "Connections after the first since it started.", labels, (double)
                figures.reconnects());
        text.gauge("portreeve_agent_errors", "Warnings and worse in its log since it started.", labels, (double)
                figures.errors());
        text.gauge("portreeve_agent_dropped_records", "Records that it gave up since it started.", labels, (double)
                agent.dropped());
    }
}
