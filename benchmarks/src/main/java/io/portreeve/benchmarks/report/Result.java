package io.portreeve.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of one run by name, in the order in which they came; figures may have figures. */
public final class Result {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final double HUNDREDTHS = 100;

    private final Map<String, Object> figures = new LinkedHashMap<>();

    public Result put(String name, Object figure) {
        figures.put(name, figure instanceof Double number ? rounded(number) : figure);
        return this;
    }

    /** Two decimals, or three digits of what is smaller. */
    public static double rounded(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return 0;
        }
        double scale = Math.max(HUNDREDTHS, Math.pow(10, 2 - Math.floor(Math.log10(Math.abs(value)))));
        return Math.rint(value * scale) / scale;
    }

    public static Map<String, Object> rounded(Map<String, Double> values) {
        Map<String, Object> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(name, rounded(value)));
        return copy;
    }

    /** All of it, a figure a line. */
    public String table() {
        StringBuilder lines = new StringBuilder();
        lines(lines, "", figures);
        return lines.toString();
    }

    /** Writes NAME-TIME.json, and the plot beside it; gives the file. */
    public Path keep(Path directory, String name, List<Timeline.Second> seconds) throws IOException {
        Files.createDirectories(directory);
        String stem = name + "-" + STAMP.format(Instant.now());
        Files.writeString(directory.resolve(stem + ".svg"), Plot.of(name, seconds));
        return Files.writeString(directory.resolve(stem + ".json"), json() + "\n");
    }

    /** Writes NAME-TIME.json alone; gives the file. */
    public Path keep(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        return Files.writeString(directory.resolve(name + "-" + STAMP.format(Instant.now()) + ".json"), json() + "\n");
    }

    public String json() {
        try {
            return JSON.writeValueAsString(figures);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void lines(StringBuilder lines, String prefix, Map<?, ?> figures) {
        figures.forEach((name, figure) -> {
            if (figure instanceof Map<?, ?> more) {
                lines(lines, prefix + name + ".", more);
            } else {
                lines.append(String.format(Locale.ROOT, "%-52s %s%n", prefix + name, shown(figure)));
            }
        });
    }

    private static String shown(Object figure) {
        if (figure instanceof Long || figure instanceof Integer) {
            return String.format(Locale.ROOT, "%,d", ((Number) figure).longValue());
        }
        return String.valueOf(figure);
    }
}
