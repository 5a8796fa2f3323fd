package io.portreeve.benchmarks;

import io.portreeve.benchmarks.report.Machine;
import io.portreeve.benchmarks.report.Result;
import io.portreeve.benchmarks.spool.SpoolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the agent's spool can do. */
@Command(
        name = "spool",
        description = {
            "How fast an agent writes what the cloud has not acknowledged to its disk, how long it takes to open that again"
                    + " after an unclean end with a torn record, and how fast it gives it back; for minutes of 50"
                    + " containers, and for events.",
            "With the checksums, the forcing and the Java options of an agent. What is read was written just before, and"
                    + " is in the system's memory."
        })
final class SpoolCommand implements Callable<Integer> {
    private static final int MOST_RECORDS = 15_000;

    @Spec
    private CommandSpec command;

    @Option(
            names = {"--help", "-h"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = "--records",
            defaultValue = "15000",
            description = "Of each kind; 15000 unless given, which is the most.")
    private int records;

    @Option(
            names = "--place",
            description = "A directory on the disk to measure; that of temporary files unless given.")
    private Path place = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--root", hidden = true, required = true)
    private Path root;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (records < 1 || records > MOST_RECORDS) {
            throw new ParameterException(command.commandLine(), "--records lies between 1 and " + MOST_RECORDS);
        }
        if (!Files.isDirectory(place)) {
            throw new ParameterException(command.commandLine(), place + " is no directory");
        }
        String load = Machine.load();
        Map<String, Map<String, Double>> figures = new SpoolRun(root, place, records, FleetRun::say).measure();
        Result result = new Result()
                .put("command", "spool")
                .put("at", Clock.systemUTC().instant().toString())
                .put("machine", Machine.describe())
                .put("fileSystem", Files.getFileStore(place).type())
                .put("loadBefore", load)
                .put("loadAfter", Machine.load());
        figures.forEach((name, values) -> result.put(name, Result.rounded(values)));
        System.out.print(result.table());
        FleetRun.say("kept " + result.keep(root.resolve("benchmarks/results"), "spool-" + records));
        return 0;
    }
}
