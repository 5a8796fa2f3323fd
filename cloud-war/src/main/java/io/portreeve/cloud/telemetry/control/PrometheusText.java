package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.ExpositionText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Families of gauges in Prometheus' text format, version 0.0.4: each with its help and type, then its samples. */
public final class PrometheusText implements ExpositionText {
    /** Labels are the same text for all families of a container. */
    private record Sample(String labels, double value) {}

    private record Family(String help, List<Sample> samples) {}

    private final Map<String, Family> families = new TreeMap<>();

    /** Names and values of labels, one after the other; those without a value are left out. */
    public static String labels(List<String> namesAndValues) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < namesAndValues.size(); index += 2) {
            String value = namesAndValues.get(index + 1);
            if (!value.isEmpty()) {
                text.append(text.isEmpty() ? "" : ",")
                        .append(namesAndValues.get(index))
                        .append("=\"")
                        .append(escaped(value))
                        .append('"');
            }
        }
        return text.toString();
    }

    /**
     * Adds a sample.
     *
     * @param labels as {@link #labels} writes them
     */
    public void gauge(String name, String help, String labels, double value) {
        families.computeIfAbsent(name, any -> new Family(help, new ArrayList<>()))
                .samples()
                .add(new Sample(labels, value));
    }

    @Override
    public void writeTo(Appendable out) throws IOException {
        for (Map.Entry<String, Family> each : families.entrySet()) {
            String name = each.getKey();
            Family family = each.getValue();
            out.append("# HELP ").append(name).append(' ').append(family.help());
            out.append("\n# TYPE ").append(name).append(" gauge\n");
            for (Sample sample : family.samples()) {
                out.append(name).append('{').append(sample.labels()).append("} ");
                out.append(number(sample.value())).append('\n');
            }
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
