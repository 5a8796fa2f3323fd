package io.portreeve.contract.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import io.portreeve.contract.sample.Metric;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One reading in columns, one array a value: {@code "container":[1,2],"cpuCores":[0.01,1.2],…}. A value that could not
 * be had is −1. Values are rounded to the parts of their metric. A further metric that no container has is left out.
 */
final class FlatColumns {
    private static final double MISSING = -1;
    private static final Metric[] METRICS = Metric.values();

    private final double[][] values = new double[Metric.COUNT][];
    private int[] numbers;

    static void write(HostReading reading, JsonGenerator json) throws IOException {
        json.writeNumberField("readAt", reading.readAt().toEpochMilli());
        json.writeNumberField("interval", reading.interval().toMillis());
        json.writeArrayFieldStart("container");
        for (ContainerSample sample : reading.samples()) {
            json.writeNumber(sample.container());
        }
        json.writeEndArray();
        for (Metric metric : METRICS) {
            if (metric.isFurther() && !isKnown(metric, reading)) {
                continue;
            }
            json.writeArrayFieldStart(metric.wireName());
            for (ContainerSample sample : reading.samples()) {
                write(metric, sample.value(metric), json);
            }
            json.writeEndArray();
        }
    }

    private static boolean isKnown(Metric metric, HostReading reading) {
        for (ContainerSample sample : reading.samples()) {
            if (!Double.isNaN(sample.value(metric))) {
                return true;
            }
        }
        return false;
    }

    private static void write(Metric metric, double value, JsonGenerator json) throws IOException {
        double known = Double.isNaN(value) ? MISSING : value;
        if (metric.parts() > 1) {
            json.writeNumber(Math.rint(known * metric.parts()) / metric.parts());
        } else {
            json.writeNumber(Math.round(known));
        }
    }

    void numbers(int[] read) {
        numbers = read;
    }

    /** One that could not be had is −1. */
    void column(Metric metric, double[] read) {
        values[metric.place()] = read;
    }

    /** The parser stands at the array. */
    void readNumbers(JsonParser json) throws IOException {
        int[] read = new int[16];
        int count = 0;
        JsonValues.requireArray(json);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            read = count == read.length
                    ? Arrays.copyOf(read, JsonValues.grown(count, Limits.CONTAINERS_PER_HOST))
                    : read;
            read[count++] = JsonValues.wholeInt(json);
        }
        numbers(Arrays.copyOf(read, count));
    }

    /** The parser stands at the array. */
    void read(Metric metric, JsonParser json) throws IOException {
        double[] read = new double[16];
        int count = 0;
        JsonValues.requireArray(json);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            read = count == read.length
                    ? Arrays.copyOf(read, JsonValues.grown(count, Limits.CONTAINERS_PER_HOST))
                    : read;
            read[count++] = metric.parts() > 1 ? JsonValues.number(json) : (double) JsonValues.whole(json);
        }
        column(metric, Arrays.copyOf(read, count));
    }

    HostReading reading(long readAt, long interval) {
        if (numbers == null) {
            throw new IllegalArgumentException("no containers");
        }
        int known = 0;
        for (Metric metric : METRICS) {
            double[] column = values[metric.place()];
            boolean missing = column == null && !metric.isFurther();
            if (missing || (column != null && column.length != numbers.length)) {
                throw new IllegalArgumentException("a column is missing, or differs in length");
            }
            known = column == null ? known : metric.place() + 1;
        }
        List<ContainerSample> samples = new ArrayList<>(numbers.length);
        double[] row = new double[known];
        for (int index = 0; index < numbers.length; index++) {
            for (int column = 0; column < row.length; column++) {
                double onWire = values[column] == null ? MISSING : values[column][index];
                row[column] = onWire == MISSING ? Double.NaN : onWire;
            }
            samples.add(new ContainerSample(numbers[index], row));
        }
        return new HostReading(Instant.ofEpochMilli(readAt), Duration.ofMillis(interval), samples);
    }
}
