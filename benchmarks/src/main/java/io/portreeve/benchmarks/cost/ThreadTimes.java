package io.portreeve.benchmarks.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Processor time of each thread of a process since its start, from {@code schedstat}; what has ended is missing. */
public record ThreadTimes(Map<Long, Used> threads) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** By a thread whose name the kernel cut after 15 characters. */
    public record Used(String name, double seconds) {}

    public ThreadTimes {
        threads = Map.copyOf(threads);
    }

    public static ThreadTimes of(long pid) throws IOException {
        Map<Long, Used> threads = new HashMap<>();
        for (Path thread : threads(Path.of("/proc", Long.toString(pid), "task"))) {
            used(thread)
                    .ifPresent(used ->
                            threads.put(Long.parseLong(thread.getFileName().toString()), used));
        }
        return new ThreadTimes(threads);
    }

    /** Seconds of each group since then; the group of a thread is told by its name. */
    public Map<String, Double> since(ThreadTimes before, UnaryOperator<String> group) {
        Map<String, Double> used = new TreeMap<>();
        threads.forEach((id, now) -> {
            Used then = before.threads.get(id);
            double seconds = now.seconds - (then == null ? 0 : then.seconds);
            used.merge(group.apply(now.name), seconds, Double::sum);
        });
        return used;
    }

    /** Empty if it has ended meanwhile. */
    private static Optional<Used> used(Path thread) {
        try {
            String name = Files.readString(thread.resolve("comm")).strip();
            String nanos = Files.readString(thread.resolve("schedstat")).split(" ", 2)[0];
            return Optional.of(new Used(name, Long.parseLong(nanos) / NANOS_PER_SECOND));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Path> threads(Path tasks) throws IOException {
        try (Stream<Path> all = Files.list(tasks)) {
            return all.toList();
        }
    }
}
