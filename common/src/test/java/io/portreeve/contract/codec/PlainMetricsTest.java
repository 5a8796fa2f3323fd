package io.portreeve.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import io.portreeve.contract.sample.Metric;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainMetricsTest {
    private static final Instant START = Instant.ofEpochMilli(1_764_000_000_123L);

    private final MessageCodec codec = new MessageCodec();
    private final Random random = new Random(7);

    @Test
    void whatTheCodecWritesIsRead() {
        for (int round = 0; round < 300; round++) {
            for (AgentMessage message : List.of(packed(), single(), live())) {
                byte[] json = codec.encode(message);
                assertThat(PlainMetrics.read(json)).contains(codec.decodeOfAnyForm(json));
            }
        }
    }

    @Test
    void otherMessagesAreLeftToOthers() {
        Examples.ofAgent().forEach((name, message) -> {
            boolean isMetrics = message instanceof MetricsBatch || message instanceof LiveMetrics;
            assertThat(PlainMetrics.read(codec.encode(message)).isPresent())
                    .as(name)
                    .isEqualTo(isMetrics);
        });
    }

    @Test
    void whateverIsReadIsReadAsEverywhereElse() {
        for (AgentMessage message : List.of(packed(), single(), live())) {
            byte[] json = codec.encode(message);
            for (int place = 0; place < json.length; place++) {
                for (char other : "0129.-eE+,:[]{}\"\\ nx\u0000".toCharArray()) {
                    byte[] changed = json.clone();
                    changed[place] = (byte) other;
                    assertReadAsEverywhereElse(changed);
                }
                byte[] shorter = new byte[json.length - 1];
                System.arraycopy(json, 0, shorter, 0, place);
                System.arraycopy(json, place + 1, shorter, place, shorter.length - place);
                assertReadAsEverywhereElse(shorter);
                byte[] doubled = new byte[json.length + 1];
                System.arraycopy(json, 0, doubled, 0, place + 1);
                System.arraycopy(json, place, doubled, place + 1, json.length - place);
                assertReadAsEverywhereElse(doubled);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "-0",
                "-0.0",
                "0.0",
                "1.0E-5",
                "9.999999999999E-4",
                "123456789012345",
                "1234567890123456",
                "12345678901234.5",
                "12345678901234.56",
                "0.1",
                "0.30000000000000004",
                "1E22",
                "1E23",
                "1.5E22",
                "7E-22",
                "7E-23",
                "1E4294967296",
                "1E-4294967296",
                "1E9223372036854775807",
                "1E-999999999999999999",
                "01",
                "1.",
                ".5",
                "1e5",
                "1E+5",
                "1E05",
                "4.9E-324",
                "1.7976931348623157E308",
                "NaN",
                "null",
                "\"1\"",
                "[1]",
                "-",
                ""
            })
    void numberIsReadAsEverywhereElse(String number) {
        String json = new String(codec.encode(live(1)), StandardCharsets.UTF_8)
                .replaceFirst("\"cpuCores\":\\[[^]]*]", "\"cpuCores\":[" + number + "]")
                .replaceFirst("\"memoryBytes\":\\[[^]]*]", "\"memoryBytes\":[" + number + "]");
        assertReadAsEverywhereElse(json.getBytes(StandardCharsets.UTF_8));
        String cores = new String(codec.encode(live(1)), StandardCharsets.UTF_8)
                .replaceFirst("\"cpuCores\":\\[[^]]*]", "\"cpuCores\":[" + number + "]");
        assertReadAsEverywhereElse(cores.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void decimalsAreTheNearestNumbers() {
        for (int round = 0; round < 100_000; round++) {
            double value = Math.rint(random.nextDouble() * Math.pow(10, random.nextInt(12))) / 1e5;
            String text = Double.toString(value);
            PlainJson json = new PlainJson(text.getBytes(StandardCharsets.US_ASCII));
            assertThat(json.number()).isEqualTo(value);
            json.requireEnd();
        }
    }

    @Test
    void moreThanMayBeIsLeftToWhoeverTellsWhy() {
        String one = new String(codec.encode(live(1)), StandardCharsets.UTF_8);
        String many = "0" + ",0".repeat(Limits.CONTAINERS_PER_HOST);
        assertThat(PlainMetrics.read(one.replace("[0]", "[" + many + "]").getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    private void assertReadAsEverywhereElse(byte[] json) {
        Optional<AgentMessage> read = PlainMetrics.read(json);
        if (read.isPresent()) {
            assertThat(codec.decodeOfAnyForm(json))
                    .as(new String(json, StandardCharsets.ISO_8859_1))
                    .isEqualTo(read.get());
        }
    }

    private MetricsBatch packed() {
        int containers = 1 + random.nextInt(3);
        List<HostReading> readings = new ArrayList<>();
        for (int at = 0; at < 1 + random.nextInt(Limits.READINGS_PER_BATCH); at++) {
            readings.add(reading(START.plusSeconds(at * 9L), containers));
        }
        return new MetricsBatch(
                1 + random.nextInt(1_000),
                IntStream.range(0, containers).mapToObj("%064x"::formatted).toList(),
                readings);
    }

    private MetricsBatch single() {
        return new MetricsBatch(3, List.of(), List.of(reading(START, 2)));
    }

    private LiveMetrics live() {
        return new LiveMetrics(reading(START, random.nextInt(4)), random.nextBoolean());
    }

    private LiveMetrics live(int containers) {
        return new LiveMetrics(reading(START, containers), false);
    }

    private HostReading reading(Instant at, int containers) {
        int metrics = 1 + random.nextInt(Metric.COUNT);
        return new HostReading(
                at,
                Duration.ofSeconds(10),
                IntStream.range(0, containers)
                        .mapToObj(container -> new ContainerSample(
                                container,
                                random.doubles(metrics).map(this::value).toArray()))
                        .toList());
    }

    private double value(double chance) {
        return switch (random.nextInt(5)) {
            case 0 -> Double.NaN;
            case 1 -> 0;
            case 2 -> random.nextInt(1_000);
            case 3 -> (double) (random.nextLong() >>> 32);
            default -> chance;
        };
    }
}
