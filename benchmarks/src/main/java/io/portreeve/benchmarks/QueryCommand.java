package io.portreeve.benchmarks;

import io.portreeve.benchmarks.plane.ControlPlane;
import io.portreeve.benchmarks.plane.DatabaseCost;
import io.portreeve.benchmarks.query.Asked;
import io.portreeve.benchmarks.query.LatestOfAll;
import io.portreeve.benchmarks.query.Questions;
import io.portreeve.benchmarks.query.YearOfData;
import io.portreeve.benchmarks.report.Machine;
import io.portreeve.benchmarks.report.Result;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long charts take to answer. */
@Command(
        name = "query",
        sortOptions = false,
        description = "Fills a control plane of its own with a year of rollups and a day of samples, and asks it for"
                + " every sort of chart by its API: how long the answers take, at first and when it is warm.")
final class QueryCommand implements Callable<Integer> {
    private static final long MEGABYTE = 1 << 20;

    @Option(
            names = {"--help", "-h"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--containers", defaultValue = "2000", description = "On hosts of 20; 2000 unless given.")
    private int containers;

    @Option(names = "--rounds", defaultValue = "100", description = "How often each is asked when warm; 100.")
    private int rounds;

    @Option(names = "--root", hidden = true, required = true)
    private Path root;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        String load = Machine.load();
        Result result = new Result()
                .put("command", "query")
                .put("at", Clock.systemUTC().instant().toString())
                .put("machine", Machine.describe())
                .put("loadBefore", load)
                .put("containers", containers);
        FleetRun.say("starting a control plane");
        try (ControlPlane plane = ControlPlane.start(root.resolve("portreeve"), 1, false)) {
            YearOfData data = new YearOfData(containers);
            FleetRun.say("filling it");
            long began = System.nanoTime();
            try (Connection connection = plane.database()) {
                data.fill(plane::database, FleetRun::say);
                result.put("fillSeconds", FleetRun.seconds(began));
                FleetRun.say("waiting until its hours are packed");
                result.put("packSeconds", Math.round(data.packed(connection)));
                Map<String, Long> megabytes = new LinkedHashMap<>();
                DatabaseCost.tables(connection).forEach((table, bytes) -> megabytes.put(table, bytes / MEGABYTE));
                megabytes.values().removeIf(size -> size == 0);
                result.put("megabytes", megabytes);
            }
            FleetRun.say("asking");
            Asked asked = new Asked(
                    URI.create("http://127.0.0.1:" + plane.nodes().get(0).getPort()), data.secret());
            Map<String, Object> millis = Questions.of(data, Instant.now()).ask(asked, rounds);
            try (Connection connection = plane.database()) {
                millis.put("latest of all, from the database", LatestOfAll.ask(connection, rounds));
            }
            result.put("millis", millis);
        }
        result.put("loadAfter", Machine.load());
        System.out.print(result.table());
        FleetRun.say("kept " + result.keep(root.resolve("benchmarks/results"), "query-" + containers));
        return 0;
    }
}
