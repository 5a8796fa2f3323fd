package io.portreeve.benchmarks;

import io.portreeve.benchmarks.guest.AgentSeries;
import io.portreeve.benchmarks.guest.GuestRun;
import io.portreeve.benchmarks.report.Machine;
import io.portreeve.benchmarks.report.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What an agent costs its host, beside others that watch the same containers. */
@Command(
        name = "agent",
        description = {
            "What an agent costs its host and the Docker Engine, beside docker stats and netdata, each watching the same"
                    + " containers of an engine of its own, one after the other.",
            "As root; needs Debian's docker.io and busybox-static, and compares with netdata where that is installed"
                    + " (apt-get install netdata)."
        })
final class AgentCommand implements Callable<Integer> {
    @Option(
            names = {"--help", "-h"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--containers", defaultValue = "50", description = "50 unless given.")
    private int containers;

    @Option(names = "--seconds", defaultValue = "120", description = "To look at each; 120 unless given.")
    private int seconds;

    @Option(names = "--warm", defaultValue = "45", description = "Seconds to let each settle first; 45 unless given.")
    private int warm;

    @Option(names = "--alone", description = "The agent only, without others to compare with.")
    private boolean alone;

    @Option(
            names = "--series",
            defaultValue = "0",
            description = "Minutes to look at the agent alone, each for itself from its start on, and by its threads.")
    private int series;

    @Option(names = "--root", hidden = true, required = true)
    private Path root;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Result result = new Result()
                .put("command", "agent")
                .put("at", Clock.systemUTC().instant().toString())
                .put("machine", Machine.describe())
                .put("loadBefore", Machine.load())
                .put("containers", containers);
        if (series > 0) {
            measureSeries(result);
        } else {
            measure(result);
        }
        result.put("loadAfter", Machine.load());
        System.out.print(result.table());
        FleetRun.say("kept "
                + result.keep(
                        root.resolve("benchmarks/results"), (series > 0 ? "agent-minutes-" : "agent-") + containers));
        return 0;
    }

    private void measure(Result result) throws IOException, InterruptedException {
        Map<String, Map<String, Double>> figures = new GuestRun(
                        root, containers, Duration.ofSeconds(warm), Duration.ofSeconds(seconds), FleetRun::say)
                .measure(!alone);
        result.put("secondsEach", seconds);
        figures.forEach((name, values) -> result.put(name, Result.rounded(values)));
    }

    private void measureSeries(Result result) throws IOException, InterruptedException {
        new AgentSeries(root, containers, series, FleetRun::say).measure().forEach((name, minutes) -> {
            Map<String, Object> rounded = new LinkedHashMap<>();
            minutes.forEach((minute, values) -> rounded.put(minute, Result.rounded(values)));
            result.put(name, rounded);
        });
    }
}
