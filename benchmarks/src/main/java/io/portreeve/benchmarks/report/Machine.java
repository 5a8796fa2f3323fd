package io.portreeve.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What was measured on. */
public final class Machine {
    private static final double KILOBYTES_PER_GIGABYTE = 1 << 20;

    private Machine() {}

    public static Map<String, Object> describe() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("processor", field("/proc/cpuinfo", "model name").orElse("unknown"));
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        field("/proc/meminfo", "MemTotal")
                .map(total -> Double.parseDouble(total.replaceAll("[^0-9]", "")) / KILOBYTES_PER_GIGABYTE)
                .ifPresent(gigabytes -> machine.put("memoryGigabytes", Math.round(gigabytes)));
        machine.put("kernel", System.getProperty("os.version"));
        machine.put("java", System.getProperty("java.vm.version"));
        return machine;
    }

    /** Averages of runnable processes over 1, 5 and 15 minutes: how busy the machine was, with others' work too. */
    public static String load() {
        try {
            String[] words = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
            return words[0] + " " + words[1] + " " + words[2];
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static Optional<String> field(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
