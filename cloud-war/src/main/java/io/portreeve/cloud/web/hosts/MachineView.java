package io.portreeve.cloud.web.hosts;

import io.portreeve.cloud.web.format.Formats;
import io.portreeve.cloud.web.format.Moment;
import io.portreeve.cloud.web.format.Reading;
import io.portreeve.contract.sample.FileSystemUsage;
import io.portreeve.contract.sample.HostSample;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What a host's machine does, ready to be shown. */
public record MachineView(Moment at, HostSample sample) {
    private static final String NOT_LIVE = "machine";

    static MachineView of(HostSample sample, Instant now, ZoneId zone) {
        return new MachineView(Moment.of(sample.readAt(), now, zone), sample);
    }

    /** A file system and how full it is. */
    public record Disk(String mountPoint, String type, String free, String total, Reading used) {}

    public Reading cpu() {
        boolean known =
                sample.cpuUserRatio().isPresent() && sample.cpuSystemRatio().isPresent();
        Double busy = known
                ? Math.min(
                        1,
                        sample.cpuUserRatio().getAsDouble()
                                + sample.cpuSystemRatio().getAsDouble())
                : null;
        return new Reading(NOT_LIVE, "cpu", "percent", busy, 1.0);
    }

    public String cpuWait() {
        return Formats.show("percent", boxed(sample.cpuWaitRatio()));
    }

    public String cpuStolen() {
        return Formats.show("percent", boxed(sample.cpuStolenRatio()));
    }

    public boolean stolen() {
        return sample.cpuStolenRatio().orElse(0) >= 0.005;
    }

    public String loads() {
        return Formats.show("cores", boxed(sample.load1())) + " · " + Formats.show("cores", boxed(sample.load5()))
                + " · " + Formats.show("cores", boxed(sample.load15()));
    }

    public Reading memory() {
        return part("memory", sample.memoryTotalBytes(), sample.memoryAvailableBytes());
    }

    public Reading swap() {
        return part("swap", sample.swapTotalBytes(), sample.swapFreeBytes());
    }

    public boolean swapping() {
        return sample.swapTotalBytes().orElse(0) > 0;
    }

    public String diskRead() {
        return Formats.show("rate", boxed(sample.diskReadBytesPerSecond()));
    }

    public String diskWritten() {
        return Formats.show("rate", boxed(sample.diskWrittenBytesPerSecond()));
    }

    public String received() {
        return Formats.show("rate", boxed(sample.networkReceivedBytesPerSecond()));
    }

    public String sent() {
        return Formats.show("rate", boxed(sample.networkSentBytesPerSecond()));
    }

    /** Null while not known. */
    public String uptime() {
        OptionalLong seconds = sample.uptimeSeconds();
        return seconds.isPresent() ? Formats.duration(Duration.ofSeconds(seconds.getAsLong())) : null;
    }

    public List<Disk> disks() {
        return sample.fileSystems().stream().map(MachineView::disk).toList();
    }

    /** Of what can be written by all: what is kept for root is neither free nor used. */
    private static Disk disk(FileSystemUsage usage) {
        double most = (double) usage.usedBytes() + usage.freeBytes();
        return new Disk(
                usage.mountPoint(),
                usage.type(),
                Formats.bytes((double) usage.freeBytes()),
                Formats.bytes((double) usage.totalBytes()),
                new Reading(NOT_LIVE, usage.mountPoint(), "bytes", (double) usage.usedBytes(), most));
    }

    private static Reading part(String name, OptionalLong total, OptionalLong free) {
        boolean known = total.isPresent() && free.isPresent();
        return new Reading(
                NOT_LIVE,
                name,
                "bytes",
                known ? (double) (total.getAsLong() - free.getAsLong()) : null,
                total.isPresent() ? (double) total.getAsLong() : null);
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
