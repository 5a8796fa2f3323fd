package io.portreeve.benchmarks.guest;

import io.portreeve.benchmarks.cost.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Guests of one engine, one after the other, each left to settle and then looked at. */
public final class GuestRun {
    private static final String DOCKER_STATS = "dockerStats";

    private final Path root;
    private final int containers;
    private final Duration warm;
    private final Duration looked;
    private final Consumer<String> say;
    private final Map<String, Map<String, Double>> figures = new LinkedHashMap<>();

    /** @param root of the repository, built */
    public GuestRun(Path root, int containers, Duration warm, Duration looked, Consumer<String> say) {
        this.root = root;
        this.containers = containers;
        this.warm = warm;
        this.looked = looked;
        this.say = say;
    }

    /** Figures of each guest, by its name. */
    public Map<String, Map<String, Double>> measure(boolean others) throws IOException, InterruptedException {
        Path state = Files.createTempDirectory("portreeve-guest-state.");
        try (LocalEngine engine = LocalEngine.start(root);
                CountingCloud cloud = new CountingCloud()) {
            say.accept("starting " + containers + " containers");
            engine.fill(containers);
            TimeUnit.MILLISECONDS.sleep(warm.toMillis());
            double idle = Cost.over(looked, List.of(), engine.processes()).dockerCpu();
            figures.put("nobody", Map.of("dockerCpuSecondsPerMinute", idle));
            agent(engine, cloud, state, Duration.ofSeconds(10), idle);
            agent(engine, cloud, state, Duration.ofSeconds(1), idle);
            if (others) {
                dockerStats(engine, idle);
                netdata(engine, idle);
            }
            return figures;
        } finally {
            Commands.run(List.of("rm", "-rf", state.toString()));
        }
    }

    private void agent(LocalEngine engine, CountingCloud cloud, Path state, Duration interval, double idle)
            throws IOException, InterruptedException {
        cloud.sampleInterval(interval);
        String name = "agentEach" + interval.toSeconds() + "Seconds";
        try (GuestAgent agent = GuestAgent.start(root, cloud, engine, state, Map.of())) {
            settle(name);
            Heard.Sums before = cloud.heard().sums();
            Cost cost = Cost.over(looked, List.of(agent.tree()), engine.processes());
            Heard.Sums heard = cloud.heard().sums().since(before);
            Map<String, Double> values = cost.figures(idle);
            if (heard.historySamples() > 0) {
                values.put("bytesPerSample", heard.bytesPerSample());
            }
            values.put("samples", (double) heard.liveSamples());
            figures.put(name, values);
        }
    }

    private void dockerStats(LocalEngine engine, double idle) throws IOException, InterruptedException {
        Process client = new ProcessBuilder(engine.dockerLine("stats"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            settle(DOCKER_STATS);
            ProcessTree tree = new ProcessTree(client.pid());
            figures.put(
                    DOCKER_STATS,
                    Cost.over(looked, List.of(tree), engine.processes()).figures(idle));
        } finally {
            client.destroy();
        }
    }

    private void netdata(LocalEngine engine, double idle) throws IOException, InterruptedException {
        Optional<Netdata> installed = Netdata.start(engine.host());
        if (installed.isEmpty()) {
            say.accept("netdata is not installed, and left out");
            return;
        }
        try (Netdata netdata = installed.get()) {
            settle("netdata");
            figures.put(
                    "netdata",
                    Cost.over(looked, List.of(netdata.tree()), engine.processes())
                            .figures(idle));
        }
    }

    private void settle(String name) throws InterruptedException {
        say.accept(name);
        TimeUnit.MILLISECONDS.sleep(warm.toMillis());
    }
}
