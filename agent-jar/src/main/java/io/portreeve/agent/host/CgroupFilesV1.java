package io.portreeve.agent.host;

import io.portreeve.agent.usage.Counter;
import io.portreeve.agent.usage.Counters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Version 1: a directory for each controller. Processor time is what a container cannot be without. */
final class CgroupFilesV1 implements CgroupFiles {
    private static final List<String> BLOCK_FILES = List.of(
            "blkio.throttle.io_service_bytes_recursive",
            "blkio.throttle.io_service_bytes",
            "blkio.bfq.io_service_bytes_recursive");

    private final OpenFiles files = new OpenFiles();
    private final CounterFile cpuUsage;
    private final Optional<CounterFile> cpuStat;
    private final Optional<CounterFile> memoryUsage;
    private final Optional<CounterFile> memoryStat;
    private final List<CounterFile> blocks = new ArrayList<>();
    private final Optional<CounterFile> pids;

    /** Opens all files; the function gives the container's directory in a controller's hierarchy. */
    CgroupFilesV1(Function<String, Path> directory) throws IOException {
        try {
            cpuUsage = files.open(directory.apply("cpuacct").resolve("cpuacct.usage"));
            cpuStat = files.openIfThere(directory.apply("cpu").resolve("cpu.stat"));
            memoryUsage = files.openIfThere(directory.apply("memory").resolve("memory.usage_in_bytes"));
            memoryStat = files.openIfThere(directory.apply("memory").resolve("memory.stat"));
            Path blkio = directory.apply("blkio");
            for (String name : BLOCK_FILES) {
                files.openIfThere(blkio.resolve(name)).ifPresent(blocks::add);
            }
            pids = files.openIfThere(directory.apply("pids").resolve("pids.current"));
        } catch (IOException e) {
            files.close();
            throw e;
        }
    }

    @Override
    public Counters.Reading read() throws IOException {
        Counters.Reading reading = Counters.at(System.nanoTime());
        reading.put(Counter.CPU_NANOS, KernelText.number(cpuUsage.read()));
        String throttling = OpenFiles.text(cpuStat);
        reading.put(Counter.CPU_PERIODS, KernelText.keyed(throttling, "nr_periods"));
        reading.put(Counter.CPU_THROTTLED_PERIODS, KernelText.keyed(throttling, "nr_throttled"));
        String memory = OpenFiles.text(memoryStat);
        OptionalLong usage = KernelText.number(OpenFiles.text(memoryUsage));
        reading.put(Counter.MEMORY_BYTES, Memory.inUse(usage, KernelText.keyed(memory, "total_inactive_file")));
        reading.put(Counter.MEMORY_LIMIT_BYTES, Memory.limit(KernelText.keyed(memory, "hierarchical_memory_limit")));
        transfer().ifPresent(transfer -> {
            reading.put(Counter.BLOCK_READ_BYTES, transfer.in());
            reading.put(Counter.BLOCK_WRITTEN_BYTES, transfer.out());
        });
        return reading.put(Counter.PIDS, KernelText.number(OpenFiles.text(pids)));
    }

    // Which of the files counts depends on the device's scheduler; the others stay at zero.
    private Optional<KernelText.Transfer> transfer() throws IOException {
        Optional<KernelText.Transfer> most = Optional.empty();
        for (CounterFile file : blocks) {
            KernelText.Transfer counted = KernelText.throttledBlocks(file.read());
            if (most.isEmpty()
                    || counted.in() + counted.out()
                            > most.get().in() + most.get().out()) {
                most = Optional.of(counted);
            }
        }
        return most;
    }

    @Override
    public void close() {
        files.close();
    }
}
