package io.portreeve.agent.host;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.FileSystemUsage;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads what the whole machine does. */
public final class MachineFiles {
    private static final Logger LOG = Logger.getLogger(MachineFiles.class.getName());

    /** Of disks of this machine: asking one on the network may never come back. */
    private static final Set<String> ON_DISK = Set.of(
            "ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "jfs", "reiserfs", "bcachefs", "vfat", "exfat");

    private final Path procRoot;

    public MachineFiles(AgentConfig config) {
        this(config.procRoot());
    }

    MachineFiles(Path procRoot) {
        this.procRoot = procRoot;
    }

    public MachineCounters read() {
        long nanos = System.nanoTime();
        String memory = text("meminfo");
        List<OptionalDouble> loads = MachineText.loads(text("loadavg"));
        Optional<KernelText.Transfer> disks = MachineText.disks(text("diskstats"));
        Optional<KernelText.Transfer> network = MachineText.network(text("1/net/dev"));
        return new MachineCounters(
                nanos,
                MachineText.processors(text("stat")),
                loads.get(0),
                loads.get(1),
                loads.get(2),
                MachineText.memory(memory, "MemTotal"),
                MachineText.memory(memory, "MemAvailable"),
                MachineText.memory(memory, "SwapTotal"),
                MachineText.memory(memory, "SwapFree"),
                in(disks),
                out(disks),
                in(network),
                out(network),
                MachineText.uptime(text("uptime")),
                fileSystems());
    }

    /** Each once: a device that is mounted at several places counts at the first. */
    private List<FileSystemUsage> fileSystems() {
        List<FileSystemUsage> found = new ArrayList<>();
        Set<String> devices = new HashSet<>();
        for (String line : text("1/mounts").lines().toList()) {
            String[] words = line.split(" ", -1);
            if (words.length < 3 || !ON_DISK.contains(words[2]) || found.size() == Limits.FILE_SYSTEMS) {
                continue;
            }
            if (devices.add(words[0])) {
                usage(unescaped(words[1]), words[2]).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<FileSystemUsage> usage(String mountPoint, String type) {
        if (mountPoint.length() > Limits.EVENT_TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            FileStore store = Files.getFileStore(onHost(mountPoint));
            long total = store.getTotalSpace();
            return Optional.of(new FileSystemUsage(
                    mountPoint, type, total, store.getUsableSpace(), total - store.getUnallocatedSpace()));
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.FINE, e, () -> "cannot ask for the space at " + mountPoint);
            return Optional.empty();
        }
    }

    /** An agent with the host's proc file system elsewhere is in a container, and sees the host through it. */
    private Path onHost(String mountPoint) {
        return procRoot.equals(Path.of("/proc"))
                ? Path.of(mountPoint)
                : procRoot.resolve("1/root").resolve(mountPoint.substring(1));
    }

    /** Blanks stand as octal numbers. */
    private static String unescaped(String mountPoint) {
        return mountPoint.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }

    private static OptionalLong in(Optional<KernelText.Transfer> transfer) {
        return transfer.isPresent() ? OptionalLong.of(transfer.get().in()) : OptionalLong.empty();
    }

    private static OptionalLong out(Optional<KernelText.Transfer> transfer) {
        return transfer.isPresent() ? OptionalLong.of(transfer.get().out()) : OptionalLong.empty();
    }

    private String text(String name) {
        Path file = procRoot.resolve(name);
        try {
            return Files.isReadable(file) ? CounterFile.readOnce(file) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
