package io.portreeve.benchmarks.cost;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Processor time of named processes over a while in which they may be replaced: look often, what a process used after
 * the last look before its end is missing.
 */
public final class CpuMeter {
    private final Supplier<Map<String, Long>> processes;
    private final Map<Long, Double> seen = new HashMap<>();
    private final Map<String, Double> used = new LinkedHashMap<>();

    /** @param processes the process of each name now */
    public CpuMeter(Supplier<Map<String, Long>> processes) {
        this.processes = processes;
        processes.get().forEach((name, pid) -> {
            seen.put(pid, new ProcessTree(pid).cpuSeconds());
            used.put(name, 0.0);
        });
    }

    /** Seconds of each since the start. */
    public Map<String, Double> look() {
        processes.get().forEach((name, pid) -> {
            double now = new ProcessTree(pid).cpuSeconds();
            double before = seen.getOrDefault(pid, 0.0);
            if (now >= before) {
                used.merge(name, now - before, Double::sum);
                seen.put(pid, now);
            }
        });
        return new LinkedHashMap<>(used);
    }
}
