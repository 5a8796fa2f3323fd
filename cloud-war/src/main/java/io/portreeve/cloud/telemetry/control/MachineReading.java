package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.MachineMetric;
import io.portreeve.contract.sample.HostSample;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A machine's reading as numbers: by {@link MachineMetric}, in order; NaN where there is none. */
final class MachineReading {
    private MachineReading() {}

    static double[] values(HostSample sample) {
        double[] values = new double[MachineMetric.COUNT];
        for (MachineMetric metric : MachineMetric.values()) {
            values[metric.place()] = value(sample, metric);
        }
        return values;
    }

    private static double value(HostSample sample, MachineMetric metric) {
        return switch (metric) {
            case CPU_USER_RATIO -> number(sample.cpuUserRatio());
            case CPU_SYSTEM_RATIO -> number(sample.cpuSystemRatio());
            case CPU_WAIT_RATIO -> number(sample.cpuWaitRatio());
            case CPU_STOLEN_RATIO -> number(sample.cpuStolenRatio());
            case LOAD1 -> number(sample.load1());
            case LOAD5 -> number(sample.load5());
            case LOAD15 -> number(sample.load15());
            case MEMORY_USED_BYTES -> difference(sample.memoryTotalBytes(), sample.memoryAvailableBytes());
            case MEMORY_TOTAL_BYTES -> number(sample.memoryTotalBytes());
            case SWAP_USED_BYTES -> difference(sample.swapTotalBytes(), sample.swapFreeBytes());
            case SWAP_TOTAL_BYTES -> number(sample.swapTotalBytes());
            case DISK_READ_BYTES_PER_SECOND -> number(sample.diskReadBytesPerSecond());
            case DISK_WRITTEN_BYTES_PER_SECOND -> number(sample.diskWrittenBytesPerSecond());
            case NETWORK_RECEIVED_BYTES_PER_SECOND -> number(sample.networkReceivedBytesPerSecond());
            case NETWORK_SENT_BYTES_PER_SECOND -> number(sample.networkSentBytesPerSecond());
            case FILE_SYSTEM_USED_RATIO -> fullest(sample);
        };
    }

    private static double fullest(HostSample sample) {
        return sample.fileSystems().stream()
                .filter(each -> each.usedBytes() + each.freeBytes() > 0)
                .mapToDouble(each -> (double) each.usedBytes() / (each.usedBytes() + each.freeBytes()))
                .max()
                .orElse(Double.NaN);
    }

    private static double number(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }

    private static double number(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : Double.NaN;
    }

    private static double difference(OptionalLong whole, OptionalLong part) {
        return whole.isPresent() && part.isPresent() ? Math.max(0, whole.getAsLong() - part.getAsLong()) : Double.NaN;
    }
}
