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
    private final Optional<CounterFile> memoryCurrent;
    private final Optional<CounterFile> memoryStat;
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
            memoryCurrent = files.openIfThere(directory.resolve("memory.current"));
            memoryStat = files.openIfThere(directory.resolve("memory.stat"));
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
        Counters.Reading reading = Counters.at(System.nanoTime());
        String cpu = cpuStat.read();
        OptionalLong micros = KernelText.keyed(cpu, "usage_usec");
        if (micros.isPresent()) {
            reading.put(Counter.CPU_NANOS, micros.getAsLong() * NANOS_PER_MICRO);
        }
        reading.put(Counter.CPU_PERIODS, KernelText.keyed(cpu, "nr_periods"));
        reading.put(Counter.CPU_THROTTLED_PERIODS, KernelText.keyed(cpu, "nr_throttled"));
        OptionalLong current = KernelText.number(OpenFiles.text(memoryCurrent));
        OptionalLong inactive = KernelText.keyed(OpenFiles.text(memoryStat), "inactive_file");
        reading.put(Counter.MEMORY_BYTES, Memory.inUse(current, inactive));
        reading.put(Counter.MEMORY_LIMIT_BYTES, lowestLimit());
        if (blocks.isPresent()) {
            KernelText.Transfer transfer = KernelText.blocks(blocks.get().read());
            reading.put(Counter.BLOCK_READ_BYTES, transfer.in());
            reading.put(Counter.BLOCK_WRITTEN_BYTES, transfer.out());
        }
        return reading.put(Counter.PIDS, KernelText.number(OpenFiles.text(pids)));
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
