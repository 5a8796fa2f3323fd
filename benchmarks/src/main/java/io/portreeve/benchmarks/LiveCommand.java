package io.portreeve.benchmarks;

import io.portreeve.benchmarks.cost.CpuMeter;
import io.portreeve.benchmarks.fleet.HostIdentity;
import io.portreeve.benchmarks.live.Browser;
import io.portreeve.benchmarks.live.Delays;
import io.portreeve.benchmarks.plane.ControlPlane;
import io.portreeve.benchmarks.plane.Enrolments;
import io.portreeve.benchmarks.report.Machine;
import io.portreeve.benchmarks.report.Result;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How late browsers hear of what agents read. */
@Command(
        name = "live",
        sortOptions = false,
        description = "How long it takes from a simulated agent's reading to the event in browsers that show its hosts,"
                + " where both are connected to the same node, and with --nodes where they are not. The browsers are on"
                + " the last node, the agents on all in turn.")
final class LiveCommand implements Callable<Integer> {
    @Mixin
    private FleetOptions options;

    @Option(
            names = "--watchers",
            paramLabel = "N",
            defaultValue = "20",
            description = "Streams of browsers that show the first organization; 20 unless given.")
    private int watchers;

    @Option(
            names = "--duration",
            defaultValue = "60s",
            converter = FleetOptions.Durations.class,
            description = "How long it is measured; 60s unless given.")
    private Duration duration;

    @Option(
            names = "--warm-up",
            defaultValue = "30s",
            converter = FleetOptions.Durations.class,
            description = "How long it runs before; 30s unless given.")
    private Duration warmUp;

    private volatile boolean measuring;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        try (FleetRun run = FleetRun.start(options)) {
            FleetRun.say(String.format("all have a session after %.1f s", run.connectAll()));
            try (Browser browser = signedIn(run)) {
                return measure(run, browser);
            }
        }
    }

    private Browser signedIn(FleetRun run) throws IOException, InterruptedException, SQLException {
        UUID first = run.plan().identities().get(0).organizationId();
        try (Connection connection = run.plane().database()) {
            Enrolments.admit(connection, first);
        }
        URI last = run.plane().nodes().get(options.nodes - 1);
        return Browser.signedIn(
                URI.create("http://" + last.getAuthority()),
                ControlPlane.ADMIN_EMAIL,
                run.plane().adminPassword());
    }

    private int measure(FleetRun run, Browser browser) throws IOException, InterruptedException {
        Map<UUID, Integer> nodes = run.plan().identities().stream()
                .collect(Collectors.toMap(HostIdentity::hostId, host -> host.index() % options.nodes));
        Delays here = new Delays();
        Delays elsewhere = new Delays();
        for (int watcher = 0; watcher < watchers; watcher++) {
            browser.listen((host, at) -> {
                Instant now = Instant.now();
                if (measuring) {
                    (nodes.get(host) == options.nodes - 1 ? here : elsewhere).add(at, now);
                }
            });
        }
        FleetRun.say(watchers + " streams are open; warming up");
        TimeUnit.MILLISECONDS.sleep(warmUp.toMillis());
        String load = Machine.load();
        CpuMeter cpu = new CpuMeter(run.plane()::processes);
        long began = System.nanoTime();
        measuring = true;
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        measuring = false;
        double seconds = FleetRun.seconds(began);
        Map<String, Double> cores = new LinkedHashMap<>();
        cpu.look().forEach((name, used) -> cores.put(name, used / seconds));

        Result result = run.result("live")
                .put("watchers", watchers)
                .put("measuredSeconds", seconds)
                .put("loadBefore", load)
                .put("loadAfter", Machine.load())
                .put("events", here.count() + elsewhere.count())
                .put("agentsNodeMillis", Result.rounded(here.millis()));
        if (options.nodes > 1) {
            result.put("anotherNodeMillis", Result.rounded(elsewhere.millis()));
        }
        result.put("cores", Result.rounded(cores)).put("streamsThatEnded", browser.ended());
        System.out.print(result.table());
        System.out.println(result.json());
        FleetRun.say("kept "
                + result.keep(
                        options.resultsDirectory(),
                        "live-" + options.hosts + "x" + options.containers + "-" + options.nodes));
        return here.count() > 0 && browser.ended() == 0 ? 0 : 1;
    }
}
