package io.portreeve.contract.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.portreeve.contract.message.MetricsBatch;
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
 * Several readings in columns: per value and container an array along the readings, {@code "containers":["0f3c…"],
 * "pids":[[5,0,1]],…}. All numbers are whole, of the parts of their metric; each is the difference to the last known
 * one before it. Null says that it could not be had. {@code readAt} stands before the values, since they are read by it.
 *
 * <p>A further metric that no container has is left out, and of a container that has one value in all readings it has that
 * value instead of the array, or null if none is known: {@code "memorySwapBytes":[0,null,[0,4096,0]]}.
 */
final class PackedColumns {
    static final long NONE = Long.MIN_VALUE;
    private static final Metric[] METRICS = Metric.values();

    /** By metric, and one container's after the other's; differences as they came. */
    private final long[][] values = new long[Metric.COUNT][];

    private List<String> containers;

    static void write(MetricsBatch batch, JsonGenerator json) throws IOException {
        List<HostReading> readings = batch.readings();
        json.writeArrayFieldStart("readAt");
        long before = 0;
        for (HostReading reading : readings) {
            json.writeNumber(reading.readAt().toEpochMilli() - before);
            before = reading.readAt().toEpochMilli();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("interval");
        for (HostReading reading : readings) {
            json.writeNumber(reading.interval().toMillis());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("containers");
        for (String id : batch.containers()) {
            json.writeString(id);
        }
        json.writeEndArray();
        ContainerSample[][] samples = new ContainerSample[batch.containers().size()][readings.size()];
        for (int at = 0; at < readings.size(); at++) {
            for (ContainerSample sample : readings.get(at).samples()) {
                samples[sample.container()][at] = sample;
            }
        }
        long[][] values = new long[samples.length][readings.size()];
        for (Metric metric : METRICS) {
            boolean known = whole(metric, samples, values);
            if (known || !metric.isFurther()) {
                json.writeArrayFieldStart(metric.wireName());
                for (long[] container : values) {
                    write(metric, container, json);
                }
                json.writeEndArray();
            }
        }
    }

    /** Puts them among the values; tells whether any is known. */
    private static boolean whole(Metric metric, ContainerSample[][] samples, long[][] values) {
        boolean known = false;
        for (int container = 0; container < samples.length; container++) {
            for (int at = 0; at < samples[container].length; at++) {
                ContainerSample sample = samples[container][at];
                double value = sample == null ? Double.NaN : sample.value(metric);
                values[container][at] = Double.isNaN(value) ? NONE : Math.round(value * metric.parts());
                known |= !Double.isNaN(value);
            }
        }
        return known;
    }

    private static void write(Metric metric, long[] container, JsonGenerator json) throws IOException {
        if (metric.isFurther() && isSteady(container)) {
            write(container[0], container[0], json);
            return;
        }
        json.writeStartArray();
        long before = 0;
        for (long value : container) {
            write(value, value - before, json);
            before = value == NONE ? before : value;
        }
        json.writeEndArray();
    }

    private static void write(long value, long number, JsonGenerator json) throws IOException {
        if (value == NONE) {
            json.writeNull();
        } else {
            json.writeNumber(number);
        }
    }

    private static boolean isSteady(long[] container) {
        for (long value : container) {
            if (value != container[0]) {
                return false;
            }
        }
        return true;
    }

    void containers(List<String> read) {
        containers = read;
    }

    /** So many differences a container, one container's after the other's. */
    void column(Metric metric, long[] differences) {
        values[metric.place()] = differences;
    }

    /** The parser stands at the array. */
    void readContainers(JsonParser json) throws IOException {
        containers = new ArrayList<>();
        JsonValues.requireArray(json);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_STRING || containers.size() == Limits.CONTAINERS_PER_HOST) {
                throw JsonMappingException.from(json, "no text, or too many containers");
            }
            containers.add(json.getText());
        }
    }

    /** Whole numbers along the readings; the parser stands at the array. */
    static long[] readAlong(JsonParser json) throws IOException {
        long[] read = new long[Limits.READINGS_PER_BATCH];
        int count = 0;
        JsonValues.requireArray(json);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (count == read.length) {
                throw JsonMappingException.from(json, "too many readings");
            }
            read[count++] = json.currentToken() == JsonToken.VALUE_NULL ? NONE : JsonValues.whole(json);
        }
        return count == read.length ? read : Arrays.copyOf(read, count);
    }

    /** Of so many readings; the parser stands at the first container's values, or at the end. */
    void read(Metric metric, int readings, JsonParser json) throws IOException {
        List<long[]> read = new ArrayList<>();
        while (json.currentToken() != JsonToken.END_ARRAY) {
            if (read.size() == Limits.CONTAINERS_PER_HOST) {
                throw JsonMappingException.from(json, "too many containers");
            }
            boolean steady = metric.isFurther() && json.currentToken() != JsonToken.START_ARRAY;
            long[] container = steady ? steady(readings, json) : readAlong(json);
            if (container.length != readings) {
                throw new IllegalArgumentException("not a value for each reading");
            }
            read.add(container);
            json.nextToken();
        }
        long[] differences = new long[read.size() * readings];
        for (int container = 0; container < read.size(); container++) {
            System.arraycopy(read.get(container), 0, differences, container * readings, readings);
        }
        column(metric, differences);
    }

    private static long[] steady(int readings, JsonParser json) throws IOException {
        long[] differences = new long[readings];
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            Arrays.fill(differences, NONE);
        } else if (readings > 0) {
            differences[0] = JsonValues.whole(json);
        }
        return differences;
    }

    MetricsBatch batch(long sequence, long[] readAt, long[] interval) {
        if (containers == null || interval.length != readAt.length) {
            throw new IllegalArgumentException("no containers, or not an interval for each reading");
        }
        int known = 0;
        for (Metric metric : METRICS) {
            if (values[metric.place()] != null || !metric.isFurther()) {
                addUp(values[metric.place()], readAt.length);
                known = metric.place() + 1;
            }
        }
        List<HostReading> readings = new ArrayList<>(readAt.length);
        long millis = 0;
        for (int at = 0; at < readAt.length; at++) {
            if (readAt[at] == NONE) {
                throw new IllegalArgumentException("a reading without a time");
            }
            millis = Math.addExact(millis, readAt[at]);
            readings.add(new HostReading(
                    Instant.ofEpochMilli(millis),
                    Duration.ofMillis(interval[at]),
                    samples(new double[known], at, readAt.length)));
        }
        return new MetricsBatch(sequence, containers, readings);
    }

    /** Makes the numbers themselves of the differences. */
    private void addUp(long[] column, int readings) {
        if (column == null || column.length != containers.size() * readings) {
            throw new IllegalArgumentException("a column is missing, or differs in length");
        }
        for (int first = 0; first < column.length; first += readings) {
            long last = 0;
            for (int place = first; place < first + readings; place++) {
                if (column[place] != NONE) {
                    last = Math.addExact(last, column[place]);
                    column[place] = last;
                }
            }
        }
    }

    /** A container of which nothing is known at that reading has no sample. */
    private List<ContainerSample> samples(double[] row, int at, int readings) {
        List<ContainerSample> samples = new ArrayList<>(containers.size());
        for (int container = 0; container < containers.size(); container++) {
            for (int metric = 0; metric < row.length; metric++) {
                long whole = values[metric] == null ? NONE : values[metric][container * readings + at];
                row[metric] = whole == NONE ? Double.NaN : whole / METRICS[metric].parts();
            }
            ContainerSample sample = new ContainerSample(container, row);
            if (!sample.isEmpty()) {
                samples.add(sample);
            }
        }
        return samples;
    }
}
