package io.portreeve.agent.usage;

/** What is counted of a container from the start of its run, or held by it at a moment. */
public enum Counter {
    /** Processor time used. */
    CPU_NANOS,
    CPU_USER_NANOS,
    CPU_SYSTEM_NANOS,
    /** Of each second, as much may be used; absent without a limit. */
    CPU_LIMIT_NANOS,
    /** Enforcement periods of a processor limit; 0 without a limit. */
    CPU_PERIODS,
    /** Of these, the ones in which the container had to wait. */
    CPU_THROTTLED_PERIODS,
    /** How long it waited, all processors together. */
    CPU_THROTTLED_NANOS,
    /** Part of the time passed in which some process waited. */
    CPU_PRESSURE_NANOS,
    MEMORY_PRESSURE_NANOS,
    BLOCK_PRESSURE_NANOS,
    /** In use, without the file cache that can be dropped. */
    MEMORY_BYTES,
    /** Absent without a limit, where files are read; the engine gives the machine's memory then. */
    MEMORY_LIMIT_BYTES,
    MEMORY_USAGE_BYTES,
    MEMORY_CACHE_BYTES,
    MEMORY_RSS_BYTES,
    MEMORY_SWAP_BYTES,
    MEMORY_LIMIT_HITS,
    /** Processes killed for want of memory. */
    MEMORY_KILLS,
    NETWORK_RECEIVED_BYTES,
    NETWORK_SENT_BYTES,
    NETWORK_RECEIVED_PACKETS,
    NETWORK_SENT_PACKETS,
    /** Packets received or sent with an error. */
    NETWORK_ERRORS,
    /** Packets received or to be sent. */
    NETWORK_DROPS,
    BLOCK_READ_BYTES,
    BLOCK_WRITTEN_BYTES,
    BLOCK_READ_OPERATIONS,
    BLOCK_WRITE_OPERATIONS,
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
