package io.portreeve.benchmarks;

import io.portreeve.benchmarks.cost.CpuMeter;
import io.portreeve.benchmarks.cost.ProcessTree;
import io.portreeve.benchmarks.fleet.Tally;
import io.portreeve.benchmarks.plane.DatabaseCost;
import io.portreeve.benchmarks.plane.StoredReadings;
import io.portreeve.benchmarks.report.Machine;
import io.portreeve.benchmarks.report.Result;
import io.portreeve.benchmarks.report.Timeline;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What taking samples in costs, and whether any is lost or doubled. */
@Command(
        name = "ingest",
        sortOptions = false,
        description = "A simulated fleet sends samples to a control plane of its own: what that costs, how long"
                + " acknowledgements take, and whether anything acknowledged is lost or doubled.")
final class IngestCommand implements Callable<Integer> {
    private static final Duration SETTLE = Duration.ofMinutes(3);
    private static final Duration LATE_BY = Duration.ofSeconds(60);
    private static final Duration STORM = Duration.ofSeconds(5);
    private static final double MILLION = 1e6;

    @Mixin
    private FleetOptions options;

    @Option(
            names = "--duration",
            defaultValue = "60s",
            converter = FleetOptions.Durations.class,
            description = "How long it is measured; 60s unless given.")
    private Duration duration;

    @Option(
            names = "--warm-up",
            defaultValue = "20s",
            converter = FleetOptions.Durations.class,
            description = "How long it runs before; 20s unless given.")
    private Duration warmUp;

    @Option(
            names = "--late",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Of the agents, cut off after a third of the time and back with what they kept within a minute.")
    private double late;

    @Option(
            names = "--storm-every",
            converter = FleetOptions.Durations.class,
            description = "How often all agents are cut off at once; they return within 5 s.")
    private Duration stormEvery;

    @Option(
            names = "--kill",
            paramLabel = "PART",
            description =
                    "payara, postgres or redis; killed during the run. Several are killed in turn, evenly spread.")
    private List<String> kills = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        try (FleetRun run = FleetRun.start(options)) {
            double connected = run.connectAll();
            FleetRun.say(String.format("all have a session after %.1f s; warming up", connected));
            TimeUnit.MILLISECONDS.sleep(warmUp.toMillis());
            Measured measured = measure(run);
            FleetRun.say("waiting for the last acknowledgements");
            long stopped = System.nanoTime();
            boolean settled = run.settle(SETTLE);
            double settling = FleetRun.seconds(stopped);
            Result result = run.result("ingest").put("connectSeconds", connected);
            measured.figures().forEach(result::put);
            result.put("settleSeconds", settling)
                    .put("unacknowledgedReadings", run.fleet().unacknowledged())
                    .put("troubles", run.fleet().tally().troubles());
            Verification verification = verify(run, result);
            System.out.print(result.table());
            System.out.println(result.json());
            FleetRun.say("kept "
                    + result.keep(
                            options.resultsDirectory(),
                            "ingest-" + options.hosts + "x" + options.containers + "-" + options.organizations,
                            measured.timeline().seconds()));
            return verification.isPerfect() && settled ? 0 : 1;
        }
    }

    private record Measured(Map<String, Object> figures, Timeline timeline) {}

    private Measured measure(FleetRun run) throws InterruptedException, SQLException {
        String load = Machine.load();
        Tally tally = run.fleet().tally();
        Timeline timeline = new Timeline();
        long wal = database(run, DatabaseCost::walBytes);
        long commits = database(run, DatabaseCost::commits);
        long checkpoints = database(run, DatabaseCost::checkpoints);
        tally.latencies();
        CpuMeter cpu = new CpuMeter(run.plane()::processes);
        double simulator = ProcessTree.ofThis().cpuSeconds();
        Tally.Counts before = tally.counts();
        long began = System.nanoTime();
        watch(run, timeline, cpu, began);
        double seconds = FleetRun.seconds(began);
        Tally.Counts counts = tally.counts().minus(before);
        Map<String, Double> used = cpu.look();
        used.put("simulator", ProcessTree.ofThis().cpuSeconds() - simulator);

        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("measuredSeconds", Result.rounded(seconds));
        figures.put("loadBefore", load);
        figures.put("loadAfter", Machine.load());
        figures.put("acknowledged", FleetRun.counts(counts));
        figures.put("samplesPerSecond", Result.rounded(counts.samples() / seconds));
        figures.put("valuesPerSecond", Result.rounded(counts.values() / seconds));
        Map<String, Double> latency = new LinkedHashMap<>();
        latency.put("p50", timeline.p50());
        latency.put("p99", timeline.p99());
        latency.put("max", timeline.max());
        figures.put("acknowledgementMillis", Result.rounded(latency));
        Map<String, Double> perMillion = new LinkedHashMap<>();
        used.forEach((name, cpuSeconds) -> perMillion.put(name, cpuSeconds / counts.values() * MILLION));
        figures.put("cpuSecondsPerMillionValues", Result.rounded(perMillion));
        Map<String, Double> cores = new LinkedHashMap<>();
        used.forEach((name, cpuSeconds) -> cores.put(name, cpuSeconds / seconds));
        figures.put("cores", Result.rounded(cores));
        figures.put("pssMegabytes", Result.rounded(run.memory()));
        figures.put("walBytesPerValue", Result.rounded(perValue(database(run, DatabaseCost::walBytes) - wal, counts)));
        figures.put("checkpoints", database(run, DatabaseCost::checkpoints) - checkpoints);
        figures.put("commitsPerSecond", Result.rounded((database(run, DatabaseCost::commits) - commits) / seconds));
        return new Measured(figures, timeline);
    }

    private void watch(FleetRun run, Timeline timeline, CpuMeter cpu, long began) throws InterruptedException {
        long seconds = Math.max(1, duration.toSeconds());
        Tally.Counts last = run.fleet().tally().counts();
        for (long second = 1; second <= seconds; second++) {
            TimeUnit.NANOSECONDS.sleep(began + TimeUnit.SECONDS.toNanos(second) - System.nanoTime());
            cpu.look();
            Tally.Counts now = run.fleet().tally().counts();
            timeline.add(
                    FleetRun.seconds(began),
                    now.minus(last).values(),
                    run.fleet().tally().latencies(),
                    run.fleet().ready());
            last = now;
            disturb(run, second, seconds);
        }
    }

    private void disturb(FleetRun run, long second, long seconds) {
        if (late > 0 && second == seconds / 3) {
            run.fleet().drop((int) Math.round(options.hosts * late), LATE_BY);
        }
        if (stormEvery != null && second % Math.max(1, stormEvery.toSeconds()) == 0 && second < seconds) {
            FleetRun.say("storm");
            run.fleet().drop(options.hosts, STORM);
        }
        for (int index = 0; index < kills.size(); index++) {
            if (second == seconds * (index + 1) / (kills.size() + 1)) {
                FleetRun.say("killing " + kills.get(index));
                run.plane().kill(kills.get(index));
            }
        }
    }

    private static Verification verify(FleetRun run, Result result) throws SQLException {
        FleetRun.say("counting what is stored");
        try (Connection connection = run.plane().database()) {
            Verification verification = Verification.of(
                    run.fleet().records(),
                    new StoredReadings(connection),
                    run.plan().began());
            result.put("acknowledgedSamples", verification.samples())
                    .put("lostSamples", verification.lost())
                    .put("doubledSamples", verification.doubled())
                    .put("strangeSamples", verification.strange())
                    .put("alteredContainers", verification.altered())
                    .put("lostSamplesOfMachines", verification.lostOfMachines());
            Tally.Counts all = run.fleet().tally().counts();
            Map<String, Double> perValue = new LinkedHashMap<>();
            DatabaseCost.tables(connection).forEach((table, bytes) -> {
                if (bytes > MILLION) {
                    perValue.put(table, perValue(bytes, all));
                }
            });
            result.put("tableBytesPerValue", Result.rounded(perValue));
            return verification;
        }
    }

    private static double perValue(long bytes, Tally.Counts counts) {
        return (double) bytes / Math.max(1, counts.values());
    }

    @FunctionalInterface
    private interface Question {
        long ask(Connection connection) throws SQLException;
    }

    private static long database(FleetRun run, Question question) throws SQLException {
        try (Connection connection = run.plane().database()) {
            return question.ask(connection);
        }
    }
}
