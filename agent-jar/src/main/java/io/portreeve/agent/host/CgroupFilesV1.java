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
    /** By scheduler; of one the first that is there, for the recursive one has what the other has. */
    private static final List<List<String>> BLOCK_FILES = List.of(
            List.of("blkio.throttle.io_service_bytes_recursive", "blkio.throttle.io_service_bytes"),
            List.of("blkio.bfq.io_service_bytes_recursive"));

    private static final List<List<String>> OPERATION_FILES = List.of(
            List.of("blkio.throttle.io_serviced_recursive", "blkio.throttle.io_serviced"),
            List.of("blkio.bfq.io_serviced_recursive"));

    /** The kernel's unit for programs is a hundredth of a second, whatever its own is. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private final OpenFiles files = new OpenFiles();
    private final CounterFile cpuUsage;
    private final Optional<CounterFile> cpuParts;
    private final Optional<CounterFile> cpuStat;
    private final CpuLimit cpuLimit;
    private final Optional<CounterFile> memoryUsage;
    private final Optional<CounterFile> memoryStat;
    private final Optional<CounterFile> memoryFailures;
    private final Optional<CounterFile> memoryKills;
    private final List<CounterFile> blocks = new ArrayList<>();
    private final List<CounterFile> operations = new ArrayList<>();
    private final Optional<CounterFile> pids;

    /** Opens all files; the function gives the container's directory in a controller's hierarchy. */
    CgroupFilesV1(Function<String, Path> directory) throws IOException {
        try {
            cpuUsage = files.open(directory.apply("cpuacct").resolve("cpuacct.usage"));
            cpuParts = files.openIfThere(directory.apply("cpuacct").resolve("cpuacct.stat"));
            Path cpu = directory.apply("cpu");
            cpuStat = files.openIfThere(cpu.resolve("cpu.stat"));
            cpuLimit = CpuLimit.of(
                    files.openIfThere(cpu.resolve("cpu.cfs_quota_us")),
                    files.openIfThere(cpu.resolve("cpu.cfs_period_us")));
            Path memory = directory.apply("memory");
            memoryUsage = files.openIfThere(memory.resolve("memory.usage_in_bytes"));
            memoryStat = files.openIfThere(memory.resolve("memory.stat"));
            memoryFailures = files.openIfThere(memory.resolve("memory.failcnt"));
            memoryKills = files.openIfThere(memory.resolve("memory.oom_control"));
            Path blkio = directory.apply("blkio");
            for (List<String> names : BLOCK_FILES) {
                files.openFirst(blkio, names).ifPresent(blocks::add);
            }
            for (List<String> names : OPERATION_FILES) {
                files.openFirst(blkio, names).ifPresent(operations::add);
            }
            pids = files.openIfThere(directory.apply("pids").resolve("pids.current"));
        } catch (IOException e) {
            files.close();
            throw e;
        }
    }

    @Override
    public Counters.Reading read() throws IOException {
        long now = System.nanoTime();
        Counters.Reading reading = Counters.at(now);
        processors(reading, now);
        memory(reading);
        most(blocks)
                .ifPresent(bytes -> reading.put(Counter.BLOCK_READ_BYTES, bytes.in())
                        .put(Counter.BLOCK_WRITTEN_BYTES, bytes.out()));
        most(operations)
                .ifPresent(counted -> reading.put(Counter.BLOCK_READ_OPERATIONS, counted.in())
                        .put(Counter.BLOCK_WRITE_OPERATIONS, counted.out()));
        return reading.put(Counter.PIDS, KernelText.number(OpenFiles.text(pids)));
    }

    private void processors(Counters.Reading reading, long now) throws IOException {
        reading.put(Counter.CPU_NANOS, KernelText.number(cpuUsage.read()));
        KeyedText parts = OpenFiles.keyed(cpuParts);
        reading.put(Counter.CPU_USER_NANOS, parts.number("user"), NANOS_PER_TICK);
        reading.put(Counter.CPU_SYSTEM_NANOS, parts.number("system"), NANOS_PER_TICK);
        reading.put(Counter.CPU_LIMIT_NANOS, cpuLimit.nanos(now));
        KeyedText throttling = OpenFiles.keyed(cpuStat);
        reading.put(Counter.CPU_PERIODS, throttling.number("nr_periods"));
        reading.put(Counter.CPU_THROTTLED_PERIODS, throttling.number("nr_throttled"));
        reading.put(Counter.CPU_THROTTLED_NANOS, throttling.number("throttled_time"));
    }

    private void memory(Counters.Reading reading) throws IOException {
        OptionalLong usage = KernelText.number(OpenFiles.text(memoryUsage));
        KeyedText memory = OpenFiles.keyed(memoryStat);
        reading.put(Counter.MEMORY_LIMIT_BYTES, Memory.limit(memory.number("hierarchical_memory_limit")));
        reading.put(Counter.MEMORY_USAGE_BYTES, usage);
        reading.put(Counter.MEMORY_CACHE_BYTES, memory.number("total_cache"));
        reading.put(Counter.MEMORY_RSS_BYTES, memory.number("total_rss"));
        reading.put(Counter.MEMORY_SWAP_BYTES, memory.number("total_swap"));
        reading.put(Counter.MEMORY_BYTES, Memory.inUse(usage, memory.number("total_inactive_file")));
        reading.put(Counter.MEMORY_LIMIT_HITS, KernelText.number(OpenFiles.text(memoryFailures)));
        reading.put(Counter.MEMORY_KILLS, OpenFiles.keyed(memoryKills).number("oom_kill"));
    }

    // Which of the files counts depends on the device's scheduler; the others stay at zero.
    private static Optional<KernelText.Transfer> most(List<CounterFile> files) throws IOException {
        Optional<KernelText.Transfer> most = Optional.empty();
        for (CounterFile file : files) {
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
