package io.portreeve.contract.sample;

import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a host's machine does, as the kernel of its agent says. Shares and rates are means over the interval that ends at
 * the reading; what could not be read is absent.
 *
 * @param readAt the agent's clock at the reading, to the millisecond
 * @param interval time since the reading before
 * @param cpuUserRatio share of all processors' time spent in programs, 0 to 1
 * @param cpuSystemRatio the same in the kernel, interrupts included
 * @param cpuWaitRatio idle while something waited for a disk
 * @param cpuStolenRatio taken by other machines on the same hardware
 * @param load1 processes that ran or waited, a mean over one minute as the kernel weights it
 * @param memoryAvailableBytes what programs could still get without swapping, as the kernel estimates it
 * @param diskReadBytesPerSecond over all whole disks
 * @param networkReceivedBytesPerSecond over all interfaces but the loopback and those of containers
 * @param uptimeSeconds since the machine started
 * @param fileSystems of disks, at most {@code Limits.FILE_SYSTEMS}
 */
public record HostSample(
        Instant readAt,
        Duration interval,
        OptionalDouble cpuUserRatio,
        OptionalDouble cpuSystemRatio,
        OptionalDouble cpuWaitRatio,
        OptionalDouble cpuStolenRatio,
        OptionalDouble load1,
        OptionalDouble load5,
        OptionalDouble load15,
        OptionalLong memoryTotalBytes,
        OptionalLong memoryAvailableBytes,
        OptionalLong swapTotalBytes,
        OptionalLong swapFreeBytes,
        OptionalDouble diskReadBytesPerSecond,
        OptionalDouble diskWrittenBytesPerSecond,
        OptionalDouble networkReceivedBytesPerSecond,
        OptionalDouble networkSentBytesPerSecond,
        OptionalLong uptimeSeconds,
        List<FileSystemUsage> fileSystems) {

    public HostSample {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval must be positive: " + interval);
        }
        share("cpuUserRatio", cpuUserRatio);
        share("cpuSystemRatio", cpuSystemRatio);
        share("cpuWaitRatio", cpuWaitRatio);
        share("cpuStolenRatio", cpuStolenRatio);
        nonNegative("load1", load1);
        nonNegative("load5", load5);
        nonNegative("load15", load15);
        nonNegative("memoryTotalBytes", memoryTotalBytes);
        nonNegative("memoryAvailableBytes", memoryAvailableBytes);
        nonNegative("swapTotalBytes", swapTotalBytes);
        nonNegative("swapFreeBytes", swapFreeBytes);
        nonNegative("diskReadBytesPerSecond", diskReadBytesPerSecond);
        nonNegative("diskWrittenBytesPerSecond", diskWrittenBytesPerSecond);
        nonNegative("networkReceivedBytesPerSecond", networkReceivedBytesPerSecond);
        nonNegative("networkSentBytesPerSecond", networkSentBytesPerSecond);
        nonNegative("uptimeSeconds", uptimeSeconds);
        fileSystems = List.copyOf(fileSystems);
        if (fileSystems.size() > Limits.FILE_SYSTEMS) {
            throw new IllegalArgumentException("more than " + Limits.FILE_SYSTEMS + " file systems");
        }
        Set<String> places = new HashSet<>();
        for (FileSystemUsage each : fileSystems) {
            if (!places.add(each.mountPoint())) {
                throw new IllegalArgumentException("two file systems at one place");
            }
        }
    }

    private static void share(String name, OptionalDouble value) {
        nonNegative(name, value);
        if (value.orElse(0) > 1) {
            throw new IllegalArgumentException(name + " is more than all: " + value.getAsDouble());
        }
    }

    private static void nonNegative(String name, OptionalDouble value) {
        if (value.isPresent() && (value.getAsDouble() < 0 || !Double.isFinite(value.getAsDouble()))) {
            throw new IllegalArgumentException(name + " must be finite and not negative: " + value.getAsDouble());
        }
    }

    private static void nonNegative(String name, OptionalLong value) {
        if (value.orElse(0) < 0) {
            throw new IllegalArgumentException(name + " is negative: " + value.getAsLong());
        }
    }
}
