package io.portreeve.benchmarks;

import io.portreeve.benchmarks.fleet.Tally;
import io.portreeve.benchmarks.plane.StoredReadings;
import io.portreeve.benchmarks.report.Machine;
import io.portreeve.benchmarks.report.Result;
import io.portreeve.benchmarks.report.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All agents drop and return at once. */
@Command(
        name = "reconnect",
        sortOptions = false,
        description =
                "All agents of a simulated fleet drop and return at once: whether any is refused, how long it takes"
                        + " until everything is acknowledged again, and what an idle connection weighs.")
final class ReconnectCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long KILOBYTE = 1_000;

    @Mixin
    private FleetOptions options;

    @Option(names = "--times", defaultValue = "2", description = "How often they drop; 2 unless given.")
    private int times;

    @Option(
            names = "--away",
            defaultValue = "0s",
            converter = FleetOptions.Durations.class,
            description = "Each is away for a time between nothing and this; nothing unless given.")
    private Duration away;

    @Option(names = "--without-heap", description = "Do not look at the heap, which stops the control plane a while.")
    private boolean withoutHeap;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        try (FleetRun run = FleetRun.start(options)) {
            long heapBefore = withoutHeap ? 0 : liveHeap(run);
            double connected = run.connectAll();
            FleetRun.say(String.format("all have a session after %.1f s", connected));
            TimeUnit.MILLISECONDS.sleep(2 * options.interval.toMillis());
            Result result =
                    run.result("reconnect").put("loadBefore", Machine.load()).put("connectSeconds", connected);
            if (!withoutHeap) {
                result.put(
                        "heapKilobytesPerConnection", (double) (liveHeap(run) - heapBefore) / KILOBYTE / options.hosts);
            }
            Timeline timeline = new Timeline();
            boolean settled = true;
            for (int time = 1; time <= times; time++) {
                Map<String, Object> figures = new LinkedHashMap<>();
                settled &= reconnect(run, timeline, figures);
                result.put("reconnect" + time, figures);
                TimeUnit.MILLISECONDS.sleep(options.interval.toMillis());
            }
            settled &= run.settle(PATIENCE);
            result.put("troubles", run.fleet().tally().troubles()).put("loadAfter", Machine.load());
            Verification verification;
            try (Connection connection = run.plane().database()) {
                verification = Verification.of(
                        run.fleet().records(),
                        new StoredReadings(connection),
                        run.plan().began());
            }
            result.put("acknowledgedSamples", verification.samples())
                    .put("lostSamples", verification.lost())
                    .put("doubledSamples", verification.doubled());
            System.out.print(result.table());
            System.out.println(result.json());
            FleetRun.say("kept "
                    + result.keep(
                            options.resultsDirectory(),
                            "reconnect-" + options.hosts + "x" + options.containers + "-" + options.organizations,
                            timeline.seconds()));
            return settled && verification.isPerfect() ? 0 : 1;
        }
    }

    private boolean reconnect(FleetRun run, Timeline timeline, Map<String, Object> figures)
            throws InterruptedException, SQLException {
        FleetRun.say("all drop");
        Spent spent = Spent.from(run);
        Map<String, Long> troublesBefore = run.fleet().tally().troubles();
        Tally.Counts last = run.fleet().tally().counts();
        run.fleet().tally().latencies();
        long began = System.nanoTime();
        run.fleet().drop(options.hosts, away);
        double sessions = 0;
        double settled = 0;
        for (int step = 1; settled == 0 && FleetRun.seconds(began) < PATIENCE.toSeconds(); step++) {
            TimeUnit.NANOSECONDS.sleep(began + step * TimeUnit.MILLISECONDS.toNanos(500) - System.nanoTime());
            Tally.Counts now = run.fleet().tally().counts();
            long ready = run.fleet().ready();
            timeline.add(
                    timeline.seconds().size() / 2.0,
                    2 * now.minus(last).values(),
                    run.fleet().tally().latencies(),
                    ready);
            last = now;
            if (ready == options.hosts && sessions == 0) {
                sessions = FleetRun.seconds(began);
            }
            if (sessions > 0 && run.fleet().recovered() == options.hosts) {
                settled = FleetRun.seconds(began);
            }
        }
        Map<String, Long> troubles = new TreeMap<>(run.fleet().tally().troubles());
        troublesBefore.forEach((what, count) -> troubles.merge(what, -count, Long::sum));
        troubles.values().removeIf(count -> count == 0);
        figures.put("secondsUntilAllHaveASession", Result.rounded(sessions));
        figures.put("secondsUntilAllIsAcknowledged", Result.rounded(settled));
        figures.put("refusedOrLost", troubles);
        figures.put("processorSeconds", spent.processorSeconds());
        figures.put("transactions", spent.transactions());
        return settled > 0;
    }

    /** Bytes of live objects in the first node, after a full collection. */
    private static long liveHeap(FleetRun run) throws IOException {
        long pid = run.plane().processes().get("payara");
        Process histogram = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return text.lines()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line ->
                        Long.parseLong(Arrays.asList(line.split(" +", -1)).get(2)))
                .findFirst()
                .orElse(0);
    }
}
