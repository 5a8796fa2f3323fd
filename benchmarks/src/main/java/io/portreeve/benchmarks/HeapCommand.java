package io.portreeve.benchmarks;

import io.portreeve.benchmarks.guest.HeapRun;
import io.portreeve.benchmarks.report.Machine;
import io.portreeve.benchmarks.report.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether an agent's heap grows. */
@Command(
        name = "heap",
        description = {
            "Whether an agent's heap grows: 20 minutes with 180 containers read each second are as many readings as 12"
                    + " hours with 50 each ten seconds; containers come and go and the connection is cut all the while.",
            "As root; needs Debian's docker.io and busybox-static."
        })
final class HeapCommand implements Callable<Integer> {
    @Option(
            names = {"--help", "-h"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--containers", defaultValue = "180", description = "180 unless given.")
    private int containers;

    @Option(names = "--minutes", defaultValue = "20", description = "20 unless given.")
    private int minutes;

    @Option(names = "--root", hidden = true, required = true)
    private Path root;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String load = Machine.load();
        HeapRun.Kept kept = new HeapRun(root, containers, Duration.ofMinutes(minutes), FleetRun::say).measure();
        Result result = new Result()
                .put("command", "heap")
                .put("at", Clock.systemUTC().instant().toString())
                .put("machine", Machine.describe())
                .put("loadBefore", load)
                .put("loadAfter", Machine.load())
                .put("containers", containers)
                .put("minutes", minutes)
                .put("samples", kept.samples())
                .put("linesOfLogs", kept.logLines())
                .put("connectionsCut", kept.cuts())
                .put("liveMegabytesEachMinute", kept.liveMegabytes())
                .put("growsMegabytesPerHour", kept.megabytesPerHour())
                .put("rssMegabytes", kept.rssMegabytes());
        System.out.print(result.table());
        FleetRun.say("kept " + result.keep(root.resolve("benchmarks/results"), "heap-" + containers));
        return 0;
    }
}
