package io.portreeve.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code ./portreeve bench}. */
@Command(
        name = "./portreeve bench",
        synopsisSubcommandLabel = "NAME",
        description = "Measures the running product. ./portreeve bench NAME --help says more.",
        subcommands = {
            IngestCommand.class,
            ReconnectCommand.class,
            LiveCommand.class,
            QueryCommand.class,
            StoreCommand.class,
            AgentCommand.class,
            HeapCommand.class,
            LogsCommand.class,
            SpoolCommand.class,
            FootprintCommand.class
        })
public final class Bench implements Callable<Integer> {
    private Bench() {}

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Bench());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            System.err.println("portreeve: " + failure.getMessage());
            failure.printStackTrace();
            return 1;
        });
        System.exit(commandLine.execute(arguments));
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return 0;
    }
}
