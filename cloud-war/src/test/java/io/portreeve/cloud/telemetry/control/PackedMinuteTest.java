package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedMinuteTest {
    private static final Instant START = Instant.parse("2026-11-25T12:00:07.123Z");
    private static final int METRICS = Metric.values().length;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void readingsComeBackAsTheyWere(int count) {
        Random random = new Random(count);
        for (int round = 0; round < 500; round++) {
            double[][] values = new double[METRICS][count];
            for (double[] metric : values) {
                boolean same = random.nextBoolean();
                for (int reading = 0; reading < count; reading++) {
                    metric[reading] = same && reading > 0 ? metric[0] : value(random);
                }
            }
            Instant[] at = IntStream.range(0, count)
                    .mapToObj(reading -> START.plusMillis(reading * 9_000L + random.nextInt(500)))
                    .toArray(Instant[]::new);
            assertThat(unpacked(at[0], pack(at, values))).isEqualTo(rows(at, values));
        }
    }

    @Test
    void quietMinuteIsSmall() {
        double[][] values = new double[METRICS][6];
        Arrays.fill(values[Metric.MEMORY_LIMIT_BYTES.place()], 17_179_869_184.0);
        Instant[] at = IntStream.range(0, 6)
                .mapToObj(each -> START.plusSeconds(each * 10L))
                .toArray(Instant[]::new);
        assertThat(pack(at, values)).hasSizeLessThan(40);
    }

    @Test
    void largestValuesAreHeldBackToWhatRollupsCanHold() {
        double[][] values = new double[METRICS][1];
        for (double[] metric : values) {
            metric[0] = Double.MAX_VALUE;
        }
        byte[] body = pack(new Instant[] {START}, values);
        PackedMinute.unpack(START, body, (at, read) -> {
            assertThat(read[Metric.PIDS.place()]).isEqualTo(Integer.MAX_VALUE);
            assertThat(read[Metric.MEMORY_BYTES.place()]).isEqualTo(9e18);
        });
    }

    /** Written by the version before the further metrics. */
    @Test
    void minuteOfNineMetricsIsStillRead() {
        byte[] body = HexFormat.of().parseHex("0201dc01a29c01d08603d00f0180808001808080808001c801c7010e00010c0602");
        List<double[]> read = new ArrayList<>();
        PackedMinute.unpack(START, body, (at, values) -> read.add(values.clone()));
        double none = Double.NaN;
        double[] first = {0.25, none, 1_048_576, 17_179_869_184.0, 100, 7, 0, none, 3};
        double[] second = {0.26, none, 1_048_576, 17_179_869_184.0, 0, 7, 0, 5, 4};
        assertThat(read.get(0))
                .startsWith(first)
                .endsWith(new double[] {none, none})
                .hasSize(METRICS);
        assertThat(read.get(1))
                .startsWith(second)
                .endsWith(new double[] {none, none})
                .hasSize(METRICS);
    }

    @Test
    void furtherMetricsThatAreUnknownCostNothingAndZerosTwoBits() {
        double[][] nine = new double[METRICS][6];
        for (int metric = 0; metric < METRICS; metric++) {
            Arrays.fill(nine[metric], metric < MetricColumns.OWN.size() ? metric + 0.5 : Double.NaN);
        }
        Instant[] at = IntStream.range(0, 6)
                .mapToObj(each -> START.plusSeconds(each * 10L))
                .toArray(Instant[]::new);
        int known = pack(at, nine).length;
        for (int metric = MetricColumns.OWN.size(); metric < METRICS; metric++) {
            Arrays.fill(nine[metric], 0);
        }
        assertThat(pack(at, nine)).hasSize(known + (METRICS + 3) / 4 - 3);
    }

    @Test
    void otherVersionIsNotGuessedAt() {
        byte[] body = pack(new Instant[] {START}, new double[METRICS][1]);
        body[1] = 3;
        assertThatIllegalArgumentException().isThrownBy(() -> PackedMinute.unpack(START, body, (at, values) -> {}));
    }

    private static double value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Double.NaN;
            case 1 -> 0;
            case 2 -> random.nextInt(1_000_000);
            default -> (double) (random.nextLong() >>> 34);
        };
    }

    private static List<String> unpacked(Instant first, byte[] body) {
        List<String> rows = new ArrayList<>();
        PackedMinute.unpack(first, body, (at, values) -> rows.add(at + " " + Arrays.toString(values)));
        return rows;
    }

    private static List<String> rows(Instant[] at, double[][] values) {
        return IntStream.range(0, at.length)
                .mapToObj(reading -> at[reading] + " "
                        + Arrays.toString(Arrays.stream(values)
                                .mapToDouble(metric -> metric[reading])
                                .toArray()))
                .toList();
    }

    /** The values by metric, in order, and reading. */
    private static byte[] pack(Instant[] at, double[][] values) {
        ContainerSample[] samples = IntStream.range(0, at.length)
                .mapToObj(reading -> new ContainerSample(
                        1,
                        Arrays.stream(values)
                                .mapToDouble(metric -> metric[reading])
                                .toArray()))
                .toArray(ContainerSample[]::new);
        return PackedMinute.pack(
                Arrays.stream(at).mapToLong(Instant::toEpochMilli).toArray(), samples);
    }
}
