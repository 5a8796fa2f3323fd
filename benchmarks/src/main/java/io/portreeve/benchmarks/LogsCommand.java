package io.portreeve.benchmarks;

import io.portreeve.benchmarks.guest.LogRun;
import io.portreeve.benchmarks.report.Machine;
import io.portreeve.benchmarks.report.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What lines of logs cost the host of an agent. */
@Command(
        name = "logs",
        description = {
            "How many lines of a log an agent sends with a second of processor time, through the Docker Engine and out of"
                    + " its files, and what the engine has to do for it besides writing them.",
            "As root; needs Debian's docker.io and busybox-static."
        })
final class LogsCommand implements Callable<Integer> {
    @Option(
            names = {"--help", "-h"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--lines", defaultValue = "500000", description = "500000 unless given.")
    private int lines;

    @Option(names = "--warm", defaultValue = "20", description = "Seconds to let each settle first; 20 unless given.")
    private int warm;

    @Option(names = "--root", hidden = true, required = true)
    private Path root;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String load = Machine.load();
        Map<String, Map<String, Double>> figures =
                new LogRun(root, lines, Duration.ofSeconds(warm), FleetRun::say).measure();
        Result result = new Result()
                .put("command", "logs")
                .put("at", Clock.systemUTC().instant().toString())
                .put("machine", Machine.describe())
                .put("loadBefore", load)
                .put("loadAfter", Machine.load())
                .put("lines", lines);
        figures.forEach((name, values) -> result.put(name, Result.rounded(values)));
        System.out.print(result.table());
        FleetRun.say("kept " + result.keep(root.resolve("benchmarks/results"), "logs-" + lines));
        return 0;
    }
}
