package io.portreeve.benchmarks.guest;

import io.portreeve.benchmarks.cost.ThreadTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What an agent costs minute by minute from its start on, by what its threads are there for: what is loaded and compiled in
 * the first minutes says nothing of the years after them. Two agents, side by side, one that reads each ten seconds and one
 * that reads each second.
 */
public final class AgentSeries {
    private static final List<Duration> INTERVALS = List.of(Duration.ofSeconds(10), Duration.ofSeconds(1));

    private final Path root;
    private final int containers;
    private final int minutes;
    private final Consumer<String> say;

    /** @param root of the repository, built */
    public AgentSeries(Path root, int containers, int minutes, Consumer<String> say) {
        this.root = root;
        this.containers = containers;
        this.minutes = minutes;
        this.say = say;
    }

    /** Figures of each minute, by its name, of each agent, by its name. */
    public Map<String, Map<String, Map<String, Double>>> measure() throws IOException, InterruptedException {
        try (LocalEngine engine = LocalEngine.start(root)) {
            say.accept("starting " + containers + " containers");
            engine.fill(containers);
            try (Watched seldom = new Watched(engine, INTERVALS.get(0));
                    Watched often = new Watched(engine, INTERVALS.get(1))) {
                long began = System.nanoTime();
                for (int minute = 1; minute <= minutes; minute++) {
                    long until = began + TimeUnit.MINUTES.toNanos(minute);
                    TimeUnit.NANOSECONDS.sleep(until - System.nanoTime());
                    say.accept(seldom.look(minute) + "; " + often.look(minute));
                }
                return Map.of(seldom.name, seldom.figures, often.name, often.figures);
            }
        }
    }

    private final class Watched implements AutoCloseable {
        private final String name;
        private final Path state;
        private final CountingCloud cloud = new CountingCloud();
        private final GuestAgent agent;
        private final Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        private ThreadTimes before = new ThreadTimes(Map.of());
        private double cpuBefore;

        private Watched(LocalEngine engine, Duration interval) throws IOException, InterruptedException {
            name = "agentEach" + interval.toSeconds() + "Seconds";
            state = Files.createTempDirectory("portreeve-guest-state.");
            cloud.sampleInterval(interval);
            agent = GuestAgent.start(root, cloud, engine, state, Map.of());
        }

        private String look(int minute) throws IOException {
            ThreadTimes now = ThreadTimes.of(agent.pid());
            double cpu = agent.tree().cpuSeconds();
            Map<String, Double> figure = new LinkedHashMap<>();
            figure.put("cpuSeconds", cpu - cpuBefore);
            figure.put("rssMegabytes", agent.tree().rssMegabytes());
            figure.putAll(now.since(before, AgentThreads::group));
            figures.put("minute" + minute, figure);
            before = now;
            cpuBefore = cpu;
            return name + " minute " + minute + ": " + figure;
        }

        @Override
        public void close() throws IOException {
            agent.close();
            cloud.close();
            try {
                Commands.run(List.of("rm", "-rf", state.toString()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
