package io.portreeve.agent.usage;

/** What is counted of a container from the start of its run, or held by it at a moment. */
public enum Counter {
    /** Processor time used. */
    CPU_NANOS,
    /** Enforcement periods of a processor limit; 0 without a limit. */
    CPU_PERIODS,
    /** Of these, the ones in which the container had to wait. */
    CPU_THROTTLED_PERIODS,
    /** In use, without the file cache that can be dropped. */
    MEMORY_BYTES,
    /** Absent without a limit, where files are read; the engine gives the machine's memory then. */
    MEMORY_LIMIT_BYTES,
    NETWORK_RECEIVED_BYTES,
    NETWORK_SENT_BYTES,
    BLOCK_READ_BYTES,
    BLOCK_WRITTEN_BYTES,
    /** Processes and threads. */
    PIDS;

    static final int COUNT = values().length;

    /** Whether it counts what went over the container's interfaces. */
    public boolean isNetwork() {
        return name().startsWith("NETWORK");
    }

    @SuppressWarnings("EnumOrdinal") // within one process only
    int place() {
        return ordinal();
    }
}
