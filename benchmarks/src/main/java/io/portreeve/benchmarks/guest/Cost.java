package io.portreeve.benchmarks.guest;

import io.portreeve.benchmarks.cost.ProcessTree;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What something cost over a while.
 *
 * @param cpu processor time of it, seconds a minute
 * @param dockerCpu of the engine with all that belongs to it, likewise
 * @param rssMegabytes of its main process at the end
 * @param pssMegabytes of all its processes at the end
 */
public record Cost(double cpu, double dockerCpu, double rssMegabytes, double pssMegabytes) {
    private static final double SECONDS_PER_MINUTE = 60;

    /** Looks on for so long; an empty tree is nobody. */
    public static Cost over(Duration duration, List<ProcessTree> guest, List<ProcessTree> docker)
            throws InterruptedException {
        double guestBefore = cpu(guest);
        double dockerBefore = cpu(docker);
        long began = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        double minutes = (System.nanoTime() - began) / 1e9 / SECONDS_PER_MINUTE;
        return new Cost(
                (cpu(guest) - guestBefore) / minutes,
                (cpu(docker) - dockerBefore) / minutes,
                guest.stream().mapToDouble(ProcessTree::rssMegabytes).sum(),
                guest.stream().mapToDouble(ProcessTree::pssMegabytes).sum());
    }

    /** @param idleDocker what the engine used while nobody asked it, seconds a minute */
    public Map<String, Double> figures(double idleDocker) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("cpuSecondsPerMinute", cpu);
        figures.put("dockerAddedCpuSecondsPerMinute", dockerCpu - idleDocker);
        figures.put("rssMegabytes", rssMegabytes);
        figures.put("pssMegabytes", pssMegabytes);
        return figures;
    }

    private static double cpu(List<ProcessTree> processes) {
        return processes.stream().mapToDouble(ProcessTree::cpuSeconds).sum();
    }
}
