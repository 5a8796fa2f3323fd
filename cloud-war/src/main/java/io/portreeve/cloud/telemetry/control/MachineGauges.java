package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.contract.sample.FileSystemUsage;
import io.portreeve.contract.sample.HostSample;
import io.portreeve.contract.sample.Metric;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Under which names a machine and its containers are told to a monitoring system. */
public final class MachineGauges {
    private MachineGauges() {}

    public static String labels(HostId host, String name) {
        return PrometheusText.labels(List.of("host", name, "host_id", host.toString()));
    }

    /** A container's newest values. */
    public static void write(
            PrometheusText text,
            ContainerId container,
            ExpositionStore.Named named,
            String hostName,
            LatestSample sample) {
        String labels = PrometheusText.labels(List.of(
                "container",
                named.name(),
                "container_id",
                container.toString(),
                "host",
                hostName,
                "host_id",
                named.host().toString(),
                "image",
                named.image(),
                "compose_project",
                named.project(),
                "compose_service",
                named.service()));
        sample.values()
                .forEach((metric, value) -> text.gauge(
                        "portreeve_container_" + name(metric), "Of a container: " + help(metric), labels, value));
    }

    /** What a machine did in its last minute. */
    public static void write(PrometheusText text, String labels, HostSample sample) {
        share(text, labels, "user", sample.cpuUserRatio());
        share(text, labels, "system", sample.cpuSystemRatio());
        share(text, labels, "iowait", sample.cpuWaitRatio());
        share(text, labels, "steal", sample.cpuStolenRatio());
        load(text, labels, "1", sample.load1());
        load(text, labels, "5", sample.load5());
        load(text, labels, "15", sample.load15());
        whole(text, labels, "memory_total_bytes", "Memory.", sample.memoryTotalBytes());
        whole(
                text,
                labels,
                "memory_available_bytes",
                "Memory that programs could get without swapping.",
                sample.memoryAvailableBytes());
        whole(text, labels, "swap_total_bytes", "Swap space.", sample.swapTotalBytes());
        whole(text, labels, "swap_free_bytes", "Swap space that is not used.", sample.swapFreeBytes());
        rate(text, labels, "disk_read", "Read from all disks.", sample.diskReadBytesPerSecond());
        rate(text, labels, "disk_written", "Written to all disks.", sample.diskWrittenBytesPerSecond());
        rate(text, labels, "network_received", "Received by all interfaces.", sample.networkReceivedBytesPerSecond());
        rate(text, labels, "network_sent", "Sent by all interfaces.", sample.networkSentBytesPerSecond());
        whole(text, labels, "uptime_seconds", "Time since the machine started.", sample.uptimeSeconds());
        for (FileSystemUsage disk : sample.fileSystems()) {
            String place = labels + "," + PrometheusText.labels(List.of("mountpoint", disk.mountPoint()));
            text.gauge("portreeve_host_filesystem_size_bytes", "Size of a file system.", place, (double)
                    disk.totalBytes());
            text.gauge(
                    "portreeve_host_filesystem_available_bytes",
                    "What programs may still write to a file system.",
                    place,
                    (double) disk.freeBytes());
        }
    }

    private static void share(PrometheusText text, String labels, String mode, OptionalDouble value) {
        value.ifPresent(known -> text.gauge(
                "portreeve_host_cpu_ratio",
                "Share of all processors' time, a mean over the last minute.",
                labels + ",mode=\"" + mode + "\"",
                known));
    }

    private static void load(PrometheusText text, String labels, String minutes, OptionalDouble value) {
        value.ifPresent(known -> text.gauge(
                "portreeve_host_load" + minutes,
                "Processes that ran or waited, over " + minutes + " min.",
                labels,
                known));
    }

    private static void rate(PrometheusText text, String labels, String name, String help, OptionalDouble value) {
        value.ifPresent(known -> text.gauge("portreeve_host_" + name + "_bytes_per_second", help, labels, known));
    }

    private static void whole(PrometheusText text, String labels, String name, String help, OptionalLong value) {
        value.ifPresent(known -> text.gauge("portreeve_host_" + name, help, labels, (double) known));
    }

    private static String name(Metric metric) {
        return MetricColumns.name(metric);
    }

    private static String help(Metric metric) {
        return MetricColumns.name(metric)
                        .replace('_', ' ')
                        .replaceFirst("( bytes)? per second$", "")
                        .toLowerCase(Locale.ROOT)
                + ", in " + metric.unit() + ".";
    }
}
