package io.portreeve.benchmarks.guest;

import io.portreeve.benchmarks.cost.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What lines of a log cost on their way, once asked of the engine and once read out of its files. */
public final class LogRun {
    private static final long PATIENCE_SECONDS = 300;
    private static final String WRITING = "yes 'a line of a log, of about a hundred characters, as programs write them"
            + " all day long, and more of it' | head -n %d";

    private final Path root;
    private final int lines;
    private final Duration warm;
    private final Consumer<String> say;

    /** @param root of the repository, built */
    public LogRun(Path root, int lines, Duration warm, Consumer<String> say) {
        this.root = root;
        this.lines = lines;
        this.warm = warm;
        this.say = say;
    }

    /** Figures of each way, by its name. */
    public Map<String, Map<String, Double>> measure() throws IOException, InterruptedException {
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        try (LocalEngine engine = LocalEngine.start(root)) {
            double before = cpu(engine.processes());
            engine.write("nobody", WRITING.formatted(lines));
            double writing = cpu(engine.processes()) - before;
            // What was written before an agent came it would send as well.
            engine.remove("nobody");
            figures.put("nobody", Map.of("dockerCpuSeconds", writing));
            figures.put("throughTheEngine", way(engine, "engine", Map.of(), writing));
            Map<String, String> files =
                    Map.of("PORTREEVE_AGENT_LOGS_FILES", engine.containers().toString());
            figures.put("outOfTheFiles", way(engine, "files", files, writing));
        }
        return figures;
    }

    private Map<String, Double> way(LocalEngine engine, String name, Map<String, String> settings, double writing)
            throws IOException, InterruptedException {
        Path state = Files.createTempDirectory("portreeve-guest-state.");
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("PORTREEVE_AGENT_LOGS_RATE", "10000000");
        say.accept(name);
        try (CountingCloud cloud = new CountingCloud();
                GuestAgent agent = GuestAgent.start(root, cloud, engine, state, all)) {
            TimeUnit.MILLISECONDS.sleep(warm.toMillis());
            long linesBefore = cloud.heard().sums().logLines();
            double agentBefore = agent.tree().cpuSeconds();
            double dockerBefore = cpu(engine.processes());
            engine.write(name, WRITING.formatted(lines));
            await(cloud, linesBefore + lines);
            double agentCpu = agent.tree().cpuSeconds() - agentBefore;
            double added = cpu(engine.processes()) - dockerBefore - writing;
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("lines", (double) (cloud.heard().sums().logLines() - linesBefore));
            figures.put("cpuSeconds", agentCpu);
            figures.put("dockerAddedCpuSeconds", added);
            figures.put("linesPerCpuSecond", lines / agentCpu);
            figures.put("linesPerCpuSecondWithDocker", lines / (agentCpu + Math.max(0, added)));
            engine.remove(name);
            return figures;
        } finally {
            Commands.run(List.of("rm", "-rf", state.toString()));
        }
    }

    private static void await(CountingCloud cloud, long wanted) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (cloud.heard().sums().logLines() < wanted) {
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException(
                        "only " + cloud.heard().sums().logLines() + " of " + wanted + " lines came");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static double cpu(List<ProcessTree> processes) {
        return processes.stream().mapToDouble(ProcessTree::cpuSeconds).sum();
    }
}
