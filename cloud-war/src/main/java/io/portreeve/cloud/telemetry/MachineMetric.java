package io.portreeve.cloud.telemetry;

/** What is charted of a machine. The order is that of what is stored: further ones are added at the end. */
public enum MachineMetric {
    /** Share of all processors' time in programs, 0 to 1; likewise the next three. */
    CPU_USER_RATIO("cpuUserRatio"),
    CPU_SYSTEM_RATIO("cpuSystemRatio"),
    CPU_WAIT_RATIO("cpuWaitRatio"),
    CPU_STOLEN_RATIO("cpuStolenRatio"),
    /** Processes that ran or waited, over a minute; likewise over five and fifteen. */
    LOAD1("load1"),
    LOAD5("load5"),
    LOAD15("load15"),
    /** Without what programs could get without swapping. */
    MEMORY_USED_BYTES("memoryUsedBytes"),
    MEMORY_TOTAL_BYTES("memoryTotalBytes"),
    SWAP_USED_BYTES("swapUsedBytes"),
    SWAP_TOTAL_BYTES("swapTotalBytes"),
    DISK_READ_BYTES_PER_SECOND("diskReadBytesPerSecond"),
    DISK_WRITTEN_BYTES_PER_SECOND("diskWrittenBytesPerSecond"),
    NETWORK_RECEIVED_BYTES_PER_SECOND("networkReceivedBytesPerSecond"),
    NETWORK_SENT_BYTES_PER_SECOND("networkSentBytesPerSecond"),
    /** Of the file system that is fullest at the time, 0 to 1. */
    FILE_SYSTEM_USED_RATIO("fileSystemUsedRatio");

    /** How many there are. */
    public static final int COUNT = values().length;

    private final String wireName;

    MachineMetric(String wireName) {
        this.wireName = wireName;
    }

    /** In the API and on pages. */
    public String wireName() {
        return wireName;
    }

    /** Where its value stands among those of a reading. */
    @SuppressWarnings("EnumOrdinal") // the order is that of what is stored
    public int place() {
        return ordinal();
    }
}
