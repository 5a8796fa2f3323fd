package io.portreeve.benchmarks;

import io.portreeve.benchmarks.cost.CpuMeter;
import io.portreeve.benchmarks.cost.ProcessTree;
import io.portreeve.benchmarks.report.Result;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What running processes cost. Memory is the proportional set size (shared pages counted once over the processes that
 * share them) beside the resident set of the process alone; processor time is user and system, in seconds per minute.
 */
@Command(
        name = "footprint",
        description =
                "What running processes cost, each with its descendants: memory now, processor time over a while.")
final class FootprintCommand implements Callable<Integer> {
    private static final double SECONDS_PER_MINUTE = 60;

    @Option(
            names = {"--help", "-h"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Parameters(index = "0", paramLabel = "SECONDS", description = "How long to look at the processor time.")
    private int seconds;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "NAME=PID", description = "The processes.")
    private Map<String, Long> processes;

    @Override
    public Integer call() throws InterruptedException {
        CpuMeter meter = new CpuMeter(() -> processes);
        long began = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        double minutes = (System.nanoTime() - began) / 1e9 / SECONDS_PER_MINUTE;
        Map<String, Double> used = meter.look();
        System.out.printf("%-16s %9s %9s %9s%n", "", "PSS MB", "RSS MB", "CPU-s/min");
        Result result = new Result();
        processes.forEach((name, pid) -> {
            ProcessTree tree = new ProcessTree(pid);
            double cpu = used.get(name) / minutes;
            System.out.printf(
                    Locale.ROOT, "%-16s %9.1f %9.1f %9.3f%n", name, tree.pssMegabytes(), tree.rssMegabytes(), cpu);
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("pssMegabytes", tree.pssMegabytes());
            figures.put("rssMegabytes", tree.rssMegabytes());
            figures.put("cpuSecondsPerMinute", cpu);
            result.put(name, Result.rounded(figures));
        });
        System.out.println(result.json());
        return 0;
    }
}
