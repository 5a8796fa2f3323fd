package io.portreeve.benchmarks.spool;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What some records took.
 *
 * @param bytes of what they hold, without their heads on disk
 * @param seconds that passed
 * @param cpuSeconds of processor time, of all threads
 */
record Rates(long records, long bytes, double seconds, double cpuSeconds) {
    private static final double MILLION = 1e6;

    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("records", (double) records);
        figures.put("megabytes", bytes / MILLION);
        figures.put("seconds", seconds);
        figures.put("recordsPerSecond", per((double) records, seconds));
        figures.put("megabytesPerSecond", per(bytes / MILLION, seconds));
        figures.put("cpuSecondsPerMillionRecords", per(cpuSeconds, records / MILLION));
        figures.put("cpuSecondsPerGigabyte", per(cpuSeconds, bytes / MILLION / 1_000));
        return figures;
    }

    private static double per(double amount, double of) {
        return of == 0 ? 0 : amount / of;
    }
}
