package io.portreeve.benchmarks.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What an agent keeps while much happens to it: readings each second, a container made, restarted and removed and the
 * connection cut each few seconds, the list of containers looked at again and again.
 */
public final class HeapRun {
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final long ROUND_SECONDS = 6;
    private static final double BYTES_PER_MEGABYTE = 1_000_000;

    private final Path root;
    private final int containers;
    private final Duration lasts;
    private final Consumer<String> say;

    /** @param root of the repository, built */
    public HeapRun(Path root, int containers, Duration lasts, Consumer<String> say) {
        this.root = root;
        this.containers = containers;
        this.lasts = lasts;
        this.say = say;
    }

    /** What it ended with. */
    public record Kept(List<Double> liveMegabytes, long samples, long logLines, int cuts, double rssMegabytes) {
        /** By least squares over the second half, when all caches are filled. */
        public double megabytesPerHour() {
            List<Double> later = liveMegabytes.subList(liveMegabytes.size() / 2, liveMegabytes.size());
            double middle = (later.size() - 1) / 2.0;
            double mean =
                    later.stream().mapToDouble(Double::doubleValue).average().orElse(0);
            double above = 0;
            double below = 0;
            for (int minute = 0; minute < later.size(); minute++) {
                above += (minute - middle) * (later.get(minute) - mean);
                below += (minute - middle) * (minute - middle);
            }
            return below == 0 ? 0 : above / below * TimeUnit.HOURS.toMinutes(1);
        }
    }

    public Kept measure() throws IOException, InterruptedException {
        Path state = Files.createTempDirectory("portreeve-guest-state.");
        try (LocalEngine engine = LocalEngine.start(root);
                CountingCloud cloud = new CountingCloud()) {
            cloud.sampleInterval(Duration.ofSeconds(1));
            engine.fill(containers);
            Map<String, String> settings =
                    Map.of("PORTREEVE_AGENT_RELIST_INTERVAL", "PT2S", "PORTREEVE_AGENT_LOGS", "all");
            try (GuestAgent agent = GuestAgent.start(root, cloud, engine, state, settings)) {
                return watch(engine, cloud, agent);
            }
        } finally {
            Commands.run(List.of("rm", "-rf", state.toString()));
        }
    }

    private Kept watch(LocalEngine engine, CountingCloud cloud, GuestAgent agent)
            throws IOException, InterruptedException {
        List<Double> live = new ArrayList<>();
        long began = System.nanoTime();
        int rounds = 0;
        while (live.size() < lasts.toMinutes()) {
            TimeUnit.SECONDS.sleep(ROUND_SECONDS);
            engine.passing("passing-" + rounds++);
            cloud.cut();
            if (System.nanoTime() - began > LOOK.toNanos() * (live.size() + 1)) {
                live.add(liveMegabytes(agent));
                say.accept("live " + live.get(live.size() - 1) + " MB, resident "
                        + agent.tree().rssMegabytes());
            }
        }
        Heard.Sums heard = cloud.heard().sums();
        return new Kept(
                live,
                heard.liveSamples(),
                heard.logLines(),
                rounds,
                agent.tree().rssMegabytes());
    }

    /** What is left after a full collection. */
    private static double liveMegabytes(GuestAgent agent) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String histogram = Commands.run(List.of(jcmd, Long.toString(agent.pid()), "GC.class_histogram"));
        String total = histogram.substring(histogram.lastIndexOf("Total"));
        return Double.parseDouble(total.strip().split("\\s+", -1)[2]) / BYTES_PER_MEGABYTE;
    }
}
