package io.portreeve.benchmarks;

import io.portreeve.benchmarks.report.Machine;
import io.portreeve.benchmarks.report.Result;
import io.portreeve.benchmarks.store.StoreRun;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What ways to store samples cost, side by side. */
@Command(
        name = "store",
        description =
                "Ways to store samples side by side, on a PostgreSQL of its own: what writing costs, what they take on"
                        + " disk and in the log, how long a chart of a day and a rollup of a minute take to read.")
final class StoreCommand implements Callable<Integer> {
    @Option(
            names = {"--help", "-h"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = "--containers",
            defaultValue = "60",
            description = "With a day of samples at 10 s each; 60 unless given.")
    private int containers;

    @Option(names = "--root", hidden = true, required = true)
    private Path root;

    @Override
    public Integer call() throws IOException, SQLException {
        String load = Machine.load();
        Map<String, Map<String, Object>> figures = new StoreRun(containers).measure();
        Result result = new Result()
                .put("command", "store")
                .put("at", Clock.systemUTC().instant().toString())
                .put("machine", Machine.describe())
                .put("loadBefore", load)
                .put("loadAfter", Machine.load())
                .put("containers", containers);
        figures.forEach(result::put);
        System.out.print(result.table());
        FleetRun.say("kept " + result.keep(root.resolve("benchmarks/results"), "store-" + containers));
        return 0;
    }
}
