package io.portreeve.cloud.telemetry;

/** What became of what a host's machine was said to do. */
public sealed interface HostMetricsResult {
    /** Committed, now or when it was sent before. */
    record Stored() implements HostMetricsResult {}

    /** A newer session of the agent exists; nothing is stored. */
    record Superseded() implements HostMetricsResult {}

    /**
     * Breaks a rule; nothing of it is stored and it must not come again.
     *
     * @param code stable, for programs
     * @param detail one sentence for people
     */
    record Rejected(String code, String detail) implements HostMetricsResult {}
}
