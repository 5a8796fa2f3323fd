package io.portreeve.agent.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Version 1: a directory for each controller. Processor time is what a container cannot be without. */
final class CgroupFilesV1 implements CgroupFiles {
    private final OpenFiles files = new OpenFiles();
    private final CounterFile cpuUsage;
    private final Optional<CounterFile> cpuStat;
    private final Optional<CounterFile> memoryUsage;
    private final Optional<CounterFile> memoryStat;
    private final Optional<CounterFile> blocks;
    private final Optional<CounterFile> pids;

    /** Opens all files; the function gives the container's directory in a controller's hierarchy. */
    CgroupFilesV1(Function<String, Path> directory) throws IOException {
        try {
            cpuUsage = files.open(directory.apply("cpuacct").resolve("cpuacct.usage"));
            cpuStat = files.openIfThere(directory.apply("cpu").resolve("cpu.stat"));
            memoryUsage = files.openIfThere(directory.apply("memory").resolve("memory.usage_in_bytes"));
            memoryStat = files.openIfThere(directory.apply("memory").resolve("memory.stat"));
            Path blkio = directory.apply("blkio");
            Optional<CounterFile> whole = files.openIfThere(blkio.resolve("blkio.throttle.io_service_bytes_recursive"));
            blocks = whole.isPresent() ? whole : files.openIfThere(blkio.resolve("blkio.throttle.io_service_bytes"));
            pids = files.openIfThere(directory.apply("pids").resolve("pids.current"));
        } catch (IOException e) {
            files.close();
            throw e;
        }
    }

    @Override
    public Counters read(OptionalLong networkReceived, OptionalLong networkSent) throws IOException {
        long nanos = System.nanoTime();
        OptionalLong cpu = KernelText.number(cpuUsage.read());
        String throttling = OpenFiles.text(cpuStat);
        String memory = OpenFiles.text(memoryStat);
        String usage = OpenFiles.text(memoryUsage);
        Optional<KernelText.Transfer> transfer = blocks.isPresent()
                ? Optional.of(KernelText.throttledBlocks(blocks.get().read()))
                : Optional.empty();
        return new Counters(
                nanos,
                cpu,
                KernelText.keyed(throttling, "nr_periods"),
                KernelText.keyed(throttling, "nr_throttled"),
                Memory.inUse(KernelText.number(usage), KernelText.keyed(memory, "total_inactive_file")),
                Memory.limit(KernelText.keyed(memory, "hierarchical_memory_limit")),
                networkReceived,
                networkSent,
                transfer.map(KernelText.Transfer::in).map(OptionalLong::of).orElse(OptionalLong.empty()),
                transfer.map(KernelText.Transfer::out).map(OptionalLong::of).orElse(OptionalLong.empty()),
                KernelText.number(OpenFiles.text(pids)));
    }

    @Override
    public void close() {
        files.close();
    }
}
