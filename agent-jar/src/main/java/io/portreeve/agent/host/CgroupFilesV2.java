package io.portreeve.agent.host;

import io.portreeve.agent.usage.Counter;
import io.portreeve.agent.usage.Counters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Version 2: one directory for everything. Processor time is what a container cannot be without. */
final class CgroupFilesV2 implements CgroupFiles {
    private static final long NANOS_PER_MICRO = 1_000;

    private final OpenFiles files = new OpenFiles();
    private final CounterFile cpuStat;
    private final CpuLimit cpuLimit;
    private final Optional<CounterFile> cpuPressure;
    private final Optional<CounterFile> memoryPressure;
    private final Optional<CounterFile> blockPressure;
    private final Optional<CounterFile> memoryCurrent;
    private final Optional<CounterFile> memoryStat;
    private final Optional<CounterFile> memorySwap;
    private final Optional<CounterFile> memoryEvents;
    private final List<CounterFile> memoryLimits = new ArrayList<>();
    private final Optional<CounterFile> blocks;
    private final Optional<CounterFile> pids;

    /**
     * Opens all files.
     *
     * @param mount above it no limit is looked for
     */
    CgroupFilesV2(Path mount, Path directory) throws IOException {
        try {
            cpuStat = files.open(directory.resolve("cpu.stat"));
            cpuLimit = CpuLimit.of(files.openIfThere(directory.resolve("cpu.max")));
            cpuPressure = files.openIfThere(directory.resolve("cpu.pressure"));
            memoryPressure = files.openIfThere(directory.resolve("memory.pressure"));
            blockPressure = files.openIfThere(directory.resolve("io.pressure"));
            memoryCurrent = files.openIfThere(directory.resolve("memory.current"));
            memoryStat = files.openIfThere(directory.resolve("memory.stat"));
            memorySwap = files.openIfThere(directory.resolve("memory.swap.current"));
            memoryEvents = files.openIfThere(directory.resolve("memory.events"));
            for (Path level = directory; level.startsWith(mount) && !level.equals(mount); level = level.getParent()) {
                files.openIfThere(level.resolve("memory.max")).ifPresent(memoryLimits::add);
            }
            blocks = files.openIfThere(directory.resolve("io.stat"));
            pids = files.openIfThere(directory.resolve("pids.current"));
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
        if (blocks.isPresent()) {
            KernelText.Blocks counted = KernelText.blocks(blocks.get().read());
            reading.put(Counter.BLOCK_READ_BYTES, counted.bytes().in());
            reading.put(Counter.BLOCK_WRITTEN_BYTES, counted.bytes().out());
            reading.put(Counter.BLOCK_READ_OPERATIONS, counted.operations().in());
            reading.put(Counter.BLOCK_WRITE_OPERATIONS, counted.operations().out());
        }
        pressure(reading, Counter.CPU_PRESSURE_NANOS, cpuPressure);
        pressure(reading, Counter.MEMORY_PRESSURE_NANOS, memoryPressure);
        pressure(reading, Counter.BLOCK_PRESSURE_NANOS, blockPressure);
        return reading.put(Counter.PIDS, KernelText.number(OpenFiles.text(pids)));
    }

    private void processors(Counters.Reading reading, long now) throws IOException {
        KeyedText cpu = new KeyedText(cpuStat.read());
        reading.put(Counter.CPU_NANOS, cpu.number("usage_usec"), NANOS_PER_MICRO);
        reading.put(Counter.CPU_USER_NANOS, cpu.number("user_usec"), NANOS_PER_MICRO);
        reading.put(Counter.CPU_SYSTEM_NANOS, cpu.number("system_usec"), NANOS_PER_MICRO);
        reading.put(Counter.CPU_LIMIT_NANOS, cpuLimit.nanos(now));
        reading.put(Counter.CPU_PERIODS, cpu.number("nr_periods"));
        reading.put(Counter.CPU_THROTTLED_PERIODS, cpu.number("nr_throttled"));
        reading.put(Counter.CPU_THROTTLED_NANOS, cpu.number("throttled_usec"), NANOS_PER_MICRO);
    }

    private void memory(Counters.Reading reading) throws IOException {
        OptionalLong current = KernelText.number(OpenFiles.text(memoryCurrent));
        KeyedText stat = OpenFiles.keyed(memoryStat);
        reading.put(Counter.MEMORY_LIMIT_BYTES, lowestLimit());
        reading.put(Counter.MEMORY_USAGE_BYTES, current);
        reading.put(Counter.MEMORY_RSS_BYTES, stat.number("anon"));
        reading.put(Counter.MEMORY_CACHE_BYTES, stat.number("file"));
        reading.put(Counter.MEMORY_SWAP_BYTES, KernelText.number(OpenFiles.text(memorySwap)));
        reading.put(Counter.MEMORY_BYTES, Memory.inUse(current, stat.number("inactive_file")));
        KeyedText events = OpenFiles.keyed(memoryEvents);
        reading.put(Counter.MEMORY_LIMIT_HITS, events.number("max"));
        reading.put(Counter.MEMORY_KILLS, events.number("oom_kill"));
    }

    private static void pressure(Counters.Reading reading, Counter counter, Optional<CounterFile> file) {
        reading.put(counter, KernelText.pressure(OpenFiles.textIfCounted(file)), NANOS_PER_MICRO);
    }

    private OptionalLong lowestLimit() throws IOException {
        OptionalLong lowest = OptionalLong.empty();
        for (CounterFile file : memoryLimits) {
            OptionalLong limit = Memory.limit(KernelText.number(file.read()));
            if (limit.isPresent() && (lowest.isEmpty() || limit.getAsLong() < lowest.getAsLong())) {
                lowest = limit;
            }
        }
        return lowest;
    }

    @Override
    public void close() {
        files.close();
    }
}
