package io.portreeve.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the measurements with a simulated fleet have in common. */
final class FleetOptions {
    @Option(names = "--hosts", paramLabel = "N", defaultValue = "200", description = "Agents; 200 unless given.")
    int hosts;

    @Option(
            names = "--containers",
            paramLabel = "M",
            defaultValue = "20",
            description = "Containers of each host; 20 unless given.")
    int containers;

    @Option(
            names = "--organizations",
            paramLabel = "O",
            defaultValue = "10",
            description = "Among which the hosts are spread; 10 unless given.")
    int organizations;

    @Option(
            names = "--nodes",
            paramLabel = "K",
            defaultValue = "1",
            description = "Control planes on one database and Redis; 1 unless given.")
    int nodes;

    @Option(
            names = "--interval",
            defaultValue = "10s",
            converter = Durations.class,
            description = "Between two readings, as in 10s or 500ms; 10s unless given.")
    Duration interval;

    @Option(
            names = "--connect-rate",
            paramLabel = "N",
            defaultValue = "400",
            description = "First connections a second; 400 unless given.")
    int connectRate;

    @Option(
            names = "--metrics",
            paramLabel = "N",
            defaultValue = "28",
            description = "How many of the contract's metrics agents know, 9 to 28; all unless given.")
    int metrics;

    @Option(names = "--results", paramLabel = "DIR", description = "Where the result is kept; benchmarks/results.")
    Path results;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Kept with the result, such as what was changed.")
    String note;

    @Option(names = "--keep-data", description = "Leave the run's directory with its logs and database.")
    boolean keepData;

    @Option(names = "--root", hidden = true, required = true)
    Path root;

    @Option(
            names = {"--help", "-h"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    boolean help;

    Path resultsDirectory() {
        return results == null ? root.resolve("benchmarks/results") : results;
    }

    /** 90s, 10m, 500ms. */
    static final class Durations implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            String digits = lower.replaceAll("[a-z]+$", "");
            if (!digits.matches("[0-9]{1,7}")) {
                throw new TypeConversionException("'" + text + "' is no duration such as 90s");
            }
            long number = Long.parseLong(digits);
            return switch (lower.substring(digits.length())) {
                case "ms" -> Duration.ofMillis(number);
                case "s", "" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> throw new TypeConversionException("'" + text + "' is no duration such as 90s");
            };
        }
    }
}
