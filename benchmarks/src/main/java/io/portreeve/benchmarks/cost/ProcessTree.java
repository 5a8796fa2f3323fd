package io.portreeve.benchmarks.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process, and its descendants. Whatever has ended counts nothing, except in its parent's processor time.
 *
 * @param alone whether the descendants are left out
 */
public record ProcessTree(long pid, boolean alone) {
    private static final double TICKS_PER_SECOND = 100;
    private static final double KILOBYTES_PER_MEGABYTE = 1_024;
    private static final Path PROC = Path.of("/proc");

    /** With descendants. */
    public ProcessTree(long pid) {
        this(pid, false);
    }

    /** Without those that this process started. */
    public static ProcessTree ofThis() {
        return new ProcessTree(ProcessHandle.current().pid(), true);
    }

    /** User and system time since the start, of the children that were waited for too. */
    public double cpuSeconds() {
        return pids().stream().mapToDouble(ProcessTree::cpuSeconds).sum();
    }

    /** The processes' proportional set size: pages that several share are counted once over them. */
    public double pssMegabytes() {
        return pids().stream()
                        .mapToDouble(process -> kilobytes(process, "Pss:"))
                        .sum()
                / KILOBYTES_PER_MEGABYTE;
    }

    /** Of the root alone. */
    public double rssMegabytes() {
        return kilobytes(pid, "Rss:") / KILOBYTES_PER_MEGABYTE;
    }

    private List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        pids.add(pid);
        if (alone) {
            return pids;
        }
        ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(ProcessHandle::isAlive)
                .forEach(child -> pids.add(child.pid()));
        return pids;
    }

    private static double cpuSeconds(long process) {
        try {
            String stat = Files.readString(PROC.resolve(process + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double ticks = 0;
            // fields 14 to 17 of proc(5): this process and the children it has waited for
            for (int field = 11; field <= 14; field++) {
                ticks += Double.parseDouble(fields[field]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }

    private static double kilobytes(long process, String key) {
        try {
            return Files.readAllLines(PROC.resolve(process + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith(key))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
