package io.portreeve.contract.codec;

import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;

/**
 * What both sides know of the newest values before they are sent: the names of the fields, and how their values begin.
 * Frames tell its checksum, so it never changes; another one would be another capability. What is most frequent stands at
 * the end, where it is cheapest to point to.
 */
final class LiveDictionary {
    private static final String TEXT = columns("0.0,0.0", "cpuUserCores", "cpuSystemCores", "cpuLimitCores")
            + columns("0.0,0.0", "cpuThrottledCores")
            + columns("0,0,0", "memoryUsageBytes", "memoryCacheBytes", "memoryRssBytes", "memorySwapBytes")
            + columns("0.0,0.0", "memoryLimitHitsPerSecond", "memoryKillsPerSecond")
            + columns("0.0,0.0", "networkReceivedPacketsPerSecond", "networkSentPacketsPerSecond")
            + columns("0.0,0.0", "networkErrorsPerSecond", "networkDropsPerSecond")
            + columns("0.0,0.0", "blockReadOperationsPerSecond", "blockWriteOperationsPerSecond")
            + columns("0.0,0.0", "cpuPressureRatio", "memoryPressureRatio", "blockPressureRatio")
            + "{\"type\":\"LIVE\",\"extra\":true,\"readAt\":179547,\"interval\":10000,\"container\":["
            + "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,"
            + columns("0.00", "cpuCores")
            + columns("-1.0,-1.0,-1.0,-1.0", "cpuThrottledRatio")
            + columns("", "memoryBytes", "memoryLimitBytes")
            + columns("0,0,0,0,0,0", "networkReceivedBytesPerSecond", "networkSentBytesPerSecond")
            + columns("0,0,0,0,0,0", "blockReadBytesPerSecond", "blockWrittenBytesPerSecond")
            + columns("1,2,3,4", "pids");

    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.US_ASCII);

    /** What a frame names it by. */
    static final int ID = checksum(BYTES);

    private LiveDictionary() {}

    static byte[] bytes() {
        return BYTES.clone();
    }

    static int checksum(byte[] content) {
        Adler32 sum = new Adler32();
        sum.update(content);
        return (int) sum.getValue();
    }

    private static String columns(String values, String... names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append("],\"").append(name).append("\":[").append(values);
        }
        return text.toString();
    }
}
