import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What running processes cost: memory now, processor time over a while, each with all its descendants.
 *
 * <p>{@code java benchmarks/Footprint.java SECONDS NAME=PID …} prints a table and, as its last line, JSON. Memory is the
 * proportional set size (shared pages counted once over the processes that share them) beside the resident set of the
 * process alone; processor time is user and system, in seconds per minute.
 */
public final class Footprint {
    private static final double TICKS_PER_SECOND = 100;
    private static final Path PROC = Path.of("/proc");

    private Footprint() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 2 || !arguments[0].matches("[0-9]{1,5}")) {
            System.err.println("usage: java benchmarks/Footprint.java SECONDS NAME=PID ...");
            System.exit(2);
        }
        Duration period = Duration.ofSeconds(Long.parseLong(arguments[0]));
        Map<String, Long> roots = new LinkedHashMap<>();
        for (String argument : List.of(arguments).subList(1, arguments.length)) {
            int equals = argument.indexOf('=');
            roots.put(argument.substring(0, equals), Long.valueOf(argument.substring(equals + 1)));
        }
        Map<String, Double> before = ticks(roots);
        long started = System.nanoTime();
        TimeUnit.SECONDS.sleep(period.toSeconds());
        double minutes = (System.nanoTime() - started) / 60e9;
        Map<String, Double> after = ticks(roots);
        print(roots, before, after, minutes);
    }

    private static void print(
            Map<String, Long> roots, Map<String, Double> before, Map<String, Double> after, double minutes)
            throws IOException {
        System.out.printf("%-16s %9s %9s %9s%n", "", "PSS MB", "RSS MB", "CPU-s/min");
        List<String> json = new ArrayList<>();
        double total = 0;
        for (Map.Entry<String, Long> root : roots.entrySet()) {
            double pss = 0;
            for (long pid : tree(root.getValue())) {
                pss += kilobytes(pid, "Pss:") / 1024;
            }
            double rss = kilobytes(root.getValue(), "Rss:") / 1024;
            double cpu = (after.get(root.getKey()) - before.get(root.getKey())) / TICKS_PER_SECOND / minutes;
            total += pss;
            System.out.printf(Locale.ROOT, "%-16s %9.1f %9.1f %9.3f%n", root.getKey(), pss, rss, cpu);
            json.add(String.format(
                    Locale.ROOT,
                    "\"%s\":{\"pssMegabytes\":%.1f,\"rssMegabytes\":%.1f,\"cpuSecondsPerMinute\":%.3f}",
                    root.getKey(),
                    pss,
                    rss,
                    cpu));
        }
        System.out.printf(Locale.ROOT, "%-16s %9.1f%n", "all", total);
        System.out.println("{" + String.join(",", json) + "}");
    }

    private static Map<String, Double> ticks(Map<String, Long> roots) throws IOException {
        Map<String, Double> ticks = new LinkedHashMap<>();
        for (Map.Entry<String, Long> root : roots.entrySet()) {
            double sum = 0;
            for (long pid : tree(root.getValue())) {
                String stat;
                try {
                    stat = Files.readString(PROC.resolve(pid + "/stat"));
                } catch (NoSuchFileException e) {
                    continue; // ended since it was listed; its parent has its time
                }
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                // fields 14 to 17 of proc(5): this process and the children it has waited for
                for (int field = 11; field <= 14; field++) {
                    sum += Double.parseDouble(fields[field]);
                }
            }
            ticks.put(root.getKey(), sum);
        }
        return ticks;
    }

    private static List<Long> tree(long pid) {
        List<Long> pids = new ArrayList<>();
        pids.add(pid);
        ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(ProcessHandle::isAlive)
                .forEach(child -> pids.add(child.pid()));
        return pids;
    }

    private static double kilobytes(long pid, String key) throws IOException {
        Path rollup = PROC.resolve(pid + "/smaps_rollup");
        if (!Files.exists(rollup)) {
            return 0;
        }
        return Files.readAllLines(rollup).stream()
                .filter(line -> line.startsWith(key))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                .sum();
    }
}
