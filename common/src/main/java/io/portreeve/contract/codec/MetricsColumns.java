package io.portreeve.contract.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.sample.ContainerSample;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Metrics in columns, one array a value: {@code {"container":[1,2],"cpuCores":[0.01,1.2],…}}. A value that could not
 * be had is −1. Ratios and cores are rounded to five decimals, everything else to whole numbers.
 */
final class MetricsColumns extends SimpleModule {
    private static final long serialVersionUID = 1L;
    private static final double MISSING = -1;
    private static final double DECIMALS = 1e5;

    MetricsColumns() {
        addSerializer(MetricsBatch.class, new Writer());
        addDeserializer(MetricsBatch.class, new Reader());
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared: it lives between a batch and its JSON
    record Columns(
            long sequence,
            long readAt,
            long interval,
            int[] container,
            double[] cpuCores,
            double[] cpuThrottledRatio,
            long[] memoryBytes,
            long[] memoryLimitBytes,
            long[] networkReceivedBytesPerSecond,
            long[] networkSentBytesPerSecond,
            long[] blockReadBytesPerSecond,
            long[] blockWrittenBytesPerSecond,
            long[] pids) {

        static Columns of(MetricsBatch batch) {
            List<ContainerSample> samples = batch.samples();
            return new Columns(
                    batch.sequence(),
                    batch.readAt().toEpochMilli(),
                    batch.interval().toMillis(),
                    samples.stream().mapToInt(ContainerSample::container).toArray(),
                    fractions(samples, ContainerSample::cpuCores),
                    fractions(samples, ContainerSample::cpuThrottledRatio),
                    wholes(samples, ContainerSample::memoryBytes),
                    wholes(samples, ContainerSample::memoryLimitBytes),
                    wholes(samples, ContainerSample::networkReceivedBytesPerSecond),
                    wholes(samples, ContainerSample::networkSentBytesPerSecond),
                    wholes(samples, ContainerSample::blockReadBytesPerSecond),
                    wholes(samples, ContainerSample::blockWrittenBytesPerSecond),
                    wholes(samples, ContainerSample::pids));
        }

        MetricsBatch toBatch() {
            boolean even = IntStream.of(
                            cpuCores.length,
                            cpuThrottledRatio.length,
                            memoryBytes.length,
                            memoryLimitBytes.length,
                            networkReceivedBytesPerSecond.length,
                            networkSentBytesPerSecond.length,
                            blockReadBytesPerSecond.length,
                            blockWrittenBytesPerSecond.length,
                            pids.length)
                    .allMatch(length -> length == container.length);
            if (!even) {
                throw new IllegalArgumentException("they differ in length");
            }
            return new MetricsBatch(
                    sequence,
                    Instant.ofEpochMilli(readAt),
                    Duration.ofMillis(interval),
                    IntStream.range(0, container.length).mapToObj(this::sample).toList());
        }

        private ContainerSample sample(int row) {
            return new ContainerSample(
                    container[row],
                    value(cpuCores[row]),
                    value(cpuThrottledRatio[row]),
                    value((double) memoryBytes[row]),
                    value((double) memoryLimitBytes[row]),
                    value((double) networkReceivedBytesPerSecond[row]),
                    value((double) networkSentBytesPerSecond[row]),
                    value((double) blockReadBytesPerSecond[row]),
                    value((double) blockWrittenBytesPerSecond[row]),
                    value((double) pids[row]));
        }

        private static double value(double onWire) {
            return onWire == MISSING ? Double.NaN : onWire;
        }

        private static double[] fractions(List<ContainerSample> samples, Value value) {
            return samples.stream()
                    .mapToDouble(value::of)
                    .map(number -> Double.isNaN(number) ? MISSING : Math.rint(number * DECIMALS) / DECIMALS)
                    .toArray();
        }

        private static long[] wholes(List<ContainerSample> samples, Value value) {
            return samples.stream()
                    .mapToDouble(value::of)
                    .mapToLong(number -> Math.round(Double.isNaN(number) ? MISSING : number))
                    .toArray();
        }
    }

    @FunctionalInterface
    private interface Value {
        double of(ContainerSample sample);
    }

    private static final class Writer extends StdSerializer<MetricsBatch> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(MetricsBatch.class);
        }

        @Override
        public void serialize(MetricsBatch batch, JsonGenerator json, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(Columns.of(batch), json);
        }

        @Override
        public void serializeWithType(
                MetricsBatch batch, JsonGenerator json, SerializerProvider provider, TypeSerializer types)
                throws IOException {
            var id = types.typeId(batch, com.fasterxml.jackson.core.JsonToken.START_OBJECT);
            types.writeTypePrefix(json, id);
            provider.findValueSerializer(Columns.class)
                    .unwrappingSerializer(com.fasterxml.jackson.databind.util.NameTransformer.NOP)
                    .serialize(Columns.of(batch), json, provider);
            types.writeTypeSuffix(json, id);
        }
    }

    private static final class Reader extends StdDeserializer<MetricsBatch> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(MetricsBatch.class);
        }

        @Override
        public MetricsBatch deserialize(JsonParser json, DeserializationContext context) throws IOException {
            Columns columns = context.readValue(json, Columns.class);
            try {
                return columns.toBatch();
            } catch (IllegalArgumentException | NullPointerException e) {
                throw JsonMappingException.from(json, "columns do not form samples: " + e.getMessage(), e);
            }
        }
    }
}
