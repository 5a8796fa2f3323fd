package io.portreeve.benchmarks.spool;

import io.portreeve.benchmarks.guest.Commands;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Spools of one kind of record after the other, each written, cut off, opened again and replayed. */
public final class SpoolRun {
    private static final int TORN_BYTES = 10;
    private static final String SEGMENT = ".segment";

    private final Path root;
    private final Path place;
    private final int records;
    private final Consumer<String> say;
    private final Map<String, Map<String, Double>> figures = new LinkedHashMap<>();

    /**
     * A run.
     *
     * @param root of the repository, built
     * @param place on the disk that is to be measured
     * @param records of each kind
     */
    public SpoolRun(Path root, Path place, int records, Consumer<String> say) {
        this.root = root;
        this.place = place;
        this.records = records;
        this.say = say;
    }

    /** Figures of each step, by its name. */
    public Map<String, Map<String, Double>> measure() throws IOException, InterruptedException {
        for (RecordKind kind : RecordKind.values()) {
            Path directory = Files.createTempDirectory(place, "portreeve-spool.");
            try {
                measure(kind, directory.resolve("spool"));
            } finally {
                Commands.run(List.of("rm", "-rf", directory.toString()));
            }
        }
        return figures;
    }

    private void measure(RecordKind kind, Path spool) throws IOException, InterruptedException {
        String name = kind.name().toLowerCase(Locale.ROOT);
        say.accept("writing " + name);
        figures.put(name + "Written", step("write", kind, spool));
        tear(newest(spool));
        say.accept("replaying " + name);
        Map<String, Double> again = step("replay", kind, spool);
        figures.put(name + "OpenedAgain", of("reopen.", again));
        figures.put(name + "Replayed", of("replay.", again));
    }

    private Map<String, Double> step(String step, RecordKind kind, Path spool)
            throws IOException, InterruptedException {
        Path jar = root.resolve("agent-jar/target/portreeve-agent.jar");
        String said = Commands.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + root.resolve("agent-jar/src/main/dist/jvm-options"),
                "-cp",
                jar + File.pathSeparator + System.getProperty("java.class.path"),
                SpoolWork.class.getName(),
                step,
                kind.name(),
                spool.toString(),
                String.valueOf(records)));
        Map<String, Double> values = new LinkedHashMap<>();
        said.lines().forEach(line -> {
            String[] parts = line.split("=", 2);
            values.put(parts[0], Double.valueOf(parts[1]));
        });
        return values;
    }

    /** As a power cut leaves it. */
    private static void tear(Path segment) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.setLength(file.length() - TORN_BYTES);
        }
    }

    private static Path newest(Path spool) throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            return files.filter(file -> file.toString().endsWith(SEGMENT))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static Map<String, Double> of(String prefix, Map<String, Double> all) {
        Map<String, Double> some = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                some.put(name.substring(prefix.length()), value);
            }
        });
        return some;
    }
}
