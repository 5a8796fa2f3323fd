package io.portreeve.agent.host;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Finds the files of containers, and reads what the host says of itself. */
public final class HostFiles {
    private static final Logger LOG = Logger.getLogger(HostFiles.class.getName());

    private final Path cgroupRoot;
    private final Path procRoot;

    public HostFiles(AgentConfig config) {
        this(config.cgroupRoot(), config.procRoot());
    }

    HostFiles(Path cgroupRoot, Path procRoot) {
        this.cgroupRoot = cgroupRoot;
        this.procRoot = procRoot;
    }

    /**
     * Opens the files of a running container.
     *
     * @param pid the engine's word for its first process, which may run on another machine
     * @param ownNetwork whether it has a network of its own
     * @return empty if they are not to be found here or not to be read
     */
    public Optional<ContainerFiles> open(String containerId, int pid, boolean ownNetwork) {
        CgroupMounts mounts = CgroupMounts.find(cgroupRoot, procRoot);
        Path process = procRoot.resolve(Integer.toString(pid));
        Map<String, String> paths = CgroupPaths.ofProcess(textOf(process.resolve("cgroup")), containerId);
        for (Candidate candidate : candidates(mounts, paths, containerId)) {
            try {
                return Optional.of(new ContainerFiles(
                        candidate.open(), process.resolve("net").resolve("dev"), ownNetwork));
            } catch (IOException e) {
                LOG.log(Level.FINE, e, () -> "no cgroup files at one of the usual places: container=" + containerId);
            }
        }
        return Optional.empty();
    }

    /** Physical memory; absent if it cannot be read. */
    public OptionalLong memoryBytes() {
        return textOf(procRoot.resolve("meminfo"))
                .lines()
                .filter(line -> line.startsWith("MemTotal:"))
                .map(line -> KernelText.number(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .map(kibibytes -> OptionalLong.of(kibibytes.orElse(0) * 1024))
                .orElse(OptionalLong.empty());
    }

    /** Network interfaces of the machine, without what only containers see. */
    public NetworkInterfaces interfaces() {
        return InterfaceText.interfaces(textOf(procRoot.resolve("1/net/dev")), MachineText::isOuterInterface);
    }

    /** The host's name; empty if it cannot be read. */
    public String hostName() {
        return textOf(procRoot.resolve("sys/kernel/hostname")).strip();
    }

    /** Release of the kernel; empty if it cannot be read. */
    public String kernelRelease() {
        return textOf(procRoot.resolve("sys/kernel/osrelease")).strip();
    }

    /** 1 or 2, or 0 if no cgroup file system is here. */
    public int cgroupVersion() {
        CgroupMounts mounts = CgroupMounts.find(cgroupRoot, procRoot);
        if (mounts.isUnified()) {
            return 2;
        }
        return mounts.controllers().isEmpty() ? 0 : 1;
    }

    @FunctionalInterface
    private interface Candidate {
        CgroupFiles open() throws IOException;
    }

    private static List<Candidate> candidates(CgroupMounts mounts, Map<String, String> paths, String containerId) {
        List<Candidate> candidates = new ArrayList<>();
        if (mounts.isUnified()) {
            CgroupMounts.Mount mount = mounts.unified().orElseThrow();
            List<String> places = new ArrayList<>(CgroupPaths.usual(containerId));
            Optional.ofNullable(paths.get(CgroupPaths.UNIFIED)).ifPresent(path -> places.add(0, path));
            places.forEach(path -> candidates.add(() -> new CgroupFilesV2(mount.point(), mount.directory(path))));
            return candidates;
        }
        for (String usual : CgroupPaths.usual(containerId)) {
            candidates.add(() -> new CgroupFilesV1(controller -> {
                CgroupMounts.Mount mount = mounts.controllers().get(controller);
                String path = paths.getOrDefault(controller, usual);
                return mount == null ? Path.of("/nonexistent") : mount.directory(path);
            }));
        }
        return candidates;
    }

    private static String textOf(Path file) {
        try {
            return Files.isReadable(file) ? CounterFile.readOnce(file) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
