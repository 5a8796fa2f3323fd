package io.portreeve.agent.host;

import io.portreeve.contract.sample.FileSystemUsage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the machine has done until one moment, and how it is at it. Anything that could not be read is absent.
 *
 * @param nanos when, on the clock of {@link System#nanoTime}
 */
public record MachineCounters(
        long nanos,
        Optional<ProcessorTicks> processors,
        OptionalDouble load1,
        OptionalDouble load5,
        OptionalDouble load15,
        OptionalLong memoryTotalBytes,
        OptionalLong memoryAvailableBytes,
        OptionalLong swapTotalBytes,
        OptionalLong swapFreeBytes,
        OptionalLong diskReadBytes,
        OptionalLong diskWrittenBytes,
        OptionalLong networkReceivedBytes,
        OptionalLong networkSentBytes,
        OptionalLong uptimeSeconds,
        List<FileSystemUsage> fileSystems) {
    public MachineCounters {
        fileSystems = List.copyOf(fileSystems);
    }

    /** Time of all processors since the machine started, in ticks. */
    public record ProcessorTicks(long user, long system, long waiting, long stolen, long idle) {
        public long total() {
            return user + system + waiting + stolen + idle;
        }
    }
}
