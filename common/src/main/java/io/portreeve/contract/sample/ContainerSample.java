package io.portreeve.contract.sample;

/**
 * One reading of one container. Rates are means over the interval that ends at the reading; {@link Double#NaN} says
 * that a value could not be had (a container without a network of its own, a counter that was reset).
 *
 * @param container the number under which the inventory of this connection declared the container
 * @param cpuCores processor time used per time passed: 1.0 is one core busy for the whole interval. Δusage / Δmonotonic
 *     time of the cgroup's counters
 * @param cpuThrottledRatio share of the enforcement periods in which the container was throttled, 0 to 1
 *     (Δnr_throttled / Δnr_periods); NaN without a CPU limit
 * @param memoryBytes memory in use without the file cache that can be dropped: usage − inactive_file, as
 *     {@code docker stats} shows it
 * @param memoryLimitBytes the container's limit, or the host's memory when it has none
 * @param networkReceivedBytesPerSecond over all interfaces but {@code lo}
 * @param networkSentBytesPerSecond over all interfaces but {@code lo}
 * @param blockReadBytesPerSecond over all block devices
 * @param blockWrittenBytesPerSecond over all block devices
 * @param pids processes and threads
 */
public record ContainerSample(
        int container,
        double cpuCores,
        double cpuThrottledRatio,
        double memoryBytes,
        double memoryLimitBytes,
        double networkReceivedBytesPerSecond,
        double networkSentBytesPerSecond,
        double blockReadBytesPerSecond,
        double blockWrittenBytesPerSecond,
        double pids) {

    public ContainerSample {
        if (container < 0) {
            throw new IllegalArgumentException("container number is negative: " + container);
        }
        nonNegative("cpuCores", cpuCores);
        nonNegative("cpuThrottledRatio", cpuThrottledRatio);
        nonNegative("memoryBytes", memoryBytes);
        nonNegative("memoryLimitBytes", memoryLimitBytes);
        nonNegative("networkReceivedBytesPerSecond", networkReceivedBytesPerSecond);
        nonNegative("networkSentBytesPerSecond", networkSentBytesPerSecond);
        nonNegative("blockReadBytesPerSecond", blockReadBytesPerSecond);
        nonNegative("blockWrittenBytesPerSecond", blockWrittenBytesPerSecond);
        nonNegative("pids", pids);
    }

    /** The same values under another number. */
    public ContainerSample numbered(int number) {
        return new ContainerSample(
                number,
                cpuCores,
                cpuThrottledRatio,
                memoryBytes,
                memoryLimitBytes,
                networkReceivedBytesPerSecond,
                networkSentBytesPerSecond,
                blockReadBytesPerSecond,
                blockWrittenBytesPerSecond,
                pids);
    }

    private static void nonNegative(String name, double value) {
        if (value < 0 || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be finite and not negative: " + value);
        }
    }
}
