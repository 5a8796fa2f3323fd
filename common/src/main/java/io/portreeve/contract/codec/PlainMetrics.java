package io.portreeve.contract.codec;

import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.Metric;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads messages with metrics that stand there just as this codec writes them, in less than half of the time: they are
 * nearly all that agents send. What it reads is what {@link MetricsFields} reads; of what it does not read it says nothing.
 */
final class PlainMetrics {
    private static final byte[] BATCH = "{\"type\":\"METRICS\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LIVE = "{\"type\":\"LIVE\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final int NOT_READ = -1;

    private final PlainJson json;
    private final FlatColumns flat = new FlatColumns();
    private final PackedColumns packed = new PackedColumns();
    private boolean live;
    private boolean extra;
    private long sequence = NOT_READ;
    private long readAt = NOT_READ;
    private long interval = NOT_READ;
    private long[] packedReadAt;
    private long[] packedInterval;
    private int containers = NOT_READ;

    private PlainMetrics(PlainJson json) {
        this.json = json;
    }

    /** Empty if it is another message, or does not stand there so, or breaks a rule. */
    static Optional<AgentMessage> read(byte[] message) {
        PlainJson json = new PlainJson(message);
        PlainMetrics metrics = new PlainMetrics(json);
        metrics.live = json.take(LIVE);
        if (!metrics.live && !json.take(BATCH)) {
            return Optional.empty();
        }
        try {
            return Optional.of(metrics.message());
        } catch (PlainJson.NotPlainException | IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private AgentMessage message() {
        while (json.take(',')) {
            String name = json.text();
            json.require(':');
            field(name);
        }
        json.require('}');
        json.requireEnd();
        if (live) {
            return new LiveMetrics(flat.reading(required(readAt), required(interval)), extra);
        }
        if (packedReadAt == null) {
            return new MetricsBatch(
                    required(sequence), List.of(), List.of(flat.reading(required(readAt), required(interval))));
        }
        if (packedInterval == null) {
            throw new PlainJson.NotPlainException();
        }
        return packed.batch(required(sequence), packedReadAt, packedInterval);
    }

    private void field(String name) {
        switch (name) {
            case "extra" -> extra = truth();
            case "sequence" -> sequence = json.whole();
            case "readAt" -> {
                if (json.peek() == '[') {
                    packedReadAt = along();
                } else {
                    readAt = json.whole();
                }
            }
            case "interval" -> {
                if (json.peek() == '[') {
                    packedInterval = along();
                } else {
                    interval = json.whole();
                }
            }
            case "container" -> flat.numbers(numbers());
            case "containers" -> packed.containers(ids());
            default -> column(Metric.named(name).orElseThrow(PlainJson.NotPlainException::new));
        }
    }

    /** As agents write it, the containers come first: then their number is known. */
    private void column(Metric metric) {
        if (containers == NOT_READ) {
            throw new PlainJson.NotPlainException();
        }
        json.require('[');
        if (packedReadAt == null) {
            flat.column(metric, flatColumn(metric));
        } else {
            packed.column(metric, packedColumn(metric, packedReadAt.length));
        }
        json.require(']');
    }

    private double[] flatColumn(Metric metric) {
        double[] values = new double[containers];
        for (int container = 0; container < containers; container++) {
            separate(container);
            values[container] = metric.parts() > 1 ? json.number() : (double) json.whole();
        }
        return values;
    }

    private long[] packedColumn(Metric metric, int readings) {
        long[] differences = new long[containers * readings];
        for (int container = 0; container < containers; container++) {
            separate(container);
            int first = container * readings;
            if (metric.isFurther() && json.peek() != '[') {
                long steady = wholeOrNull();
                differences[first] = steady;
                Arrays.fill(differences, first + 1, first + readings, steady == PackedColumns.NONE ? steady : 0);
            } else {
                json.require('[');
                for (int reading = 0; reading < readings; reading++) {
                    separate(reading);
                    differences[first + reading] = wholeOrNull();
                }
                json.require(']');
            }
        }
        return differences;
    }

    private void separate(int index) {
        if (index > 0) {
            json.require(',');
        }
    }

    private long wholeOrNull() {
        return json.peek() == 'n' && json.take(NULL) ? PackedColumns.NONE : json.whole();
    }

    private boolean truth() {
        boolean is = json.take(TRUE);
        if (!live || (!is && !json.take(FALSE))) {
            throw new PlainJson.NotPlainException();
        }
        return is;
    }

    /** Of readings, at least one. */
    private long[] along() {
        long[] read = new long[Limits.READINGS_PER_BATCH];
        int count = 0;
        json.require('[');
        do {
            if (count == read.length) {
                throw new PlainJson.NotPlainException();
            }
            read[count++] = json.whole();
        } while (json.take(','));
        json.require(']');
        return Arrays.copyOf(read, count);
    }

    private int[] numbers() {
        int[] read = new int[16];
        int count = 0;
        json.require('[');
        while (json.peek() != ']') {
            separate(count);
            if (count == read.length) {
                read = Arrays.copyOf(read, JsonValues.grown(count, Limits.CONTAINERS_PER_HOST));
            }
            read[count++] = Math.toIntExact(json.whole());
        }
        json.require(']');
        containers = count;
        return Arrays.copyOf(read, count);
    }

    private List<String> ids() {
        List<String> read = new ArrayList<>();
        json.require('[');
        while (json.peek() != ']') {
            separate(read.size());
            if (read.size() == Limits.CONTAINERS_PER_HOST) {
                throw new PlainJson.NotPlainException();
            }
            read.add(json.text());
        }
        json.require(']');
        containers = read.size();
        return read;
    }

    private static long required(long value) {
        if (value == NOT_READ) {
            throw new PlainJson.NotPlainException();
        }
        return value;
    }
}
