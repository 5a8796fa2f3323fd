package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.portreeve.contract.sample.Metric;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SketchesTest {
    private static final double SLIGHTLY_MORE = 1.000001;

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 30, 360, 8_640})
    void percentilesAreWithinAHundredthOfTheValue(int readings) {
        double[][] values = values(readings);
        Sketches sketches = of(values, 0, readings);
        compare(sketches, values);
        Sketches packed = new Sketches();
        packed.add(sketches.pack());
        compare(packed, values);
    }

    @Test
    void mergedOnesAreThoseOfAllReadings() {
        double[][] values = values(3_600);
        Sketches merged = new Sketches();
        for (int first = 0; first < 3_600; first += 300) {
            merged.add(of(values, first, first + 300).pack());
        }
        compare(merged, values);
        Sketches twoHalves = of(values, 0, 1_800);
        twoHalves.add(of(values, 1_800, 3_600));
        compare(twoHalves, values);
        assertThat(twoHalves.pack()).isEqualTo(merged.pack());
    }

    @Test
    void mergedOnesInAnyOrderAreTheSameBytes() {
        double[][] values = values(60);
        Sketches one = of(values, 0, 30);
        one.add(of(values, 30, 60));
        Sketches other = of(values, 30, 60);
        other.add(of(values, 0, 30));
        assertThat(one.pack()).isEqualTo(other.pack());
    }

    @Test
    void zerosAndUnknownValuesAreNoTrouble() {
        Sketches sketches = new Sketches();
        assertThat(sketches.pack()).isNull();
        sketches.add(reading(0, Double.NaN));
        sketches.add(reading(0, Double.NaN));
        sketches.add(reading(0.5, Double.NaN));
        Sketches packed = new Sketches();
        packed.add(sketches.pack());
        assertThat(packed.percentile(Metric.CPU_CORES, 50)).isZero();
        assertThat(packed.percentile(Metric.CPU_CORES, 99)).isZero();
        assertThat(packed.has(Metric.MEMORY_BYTES)).isFalse();
    }

    @Test
    void whereReadingsAreLackingNothingIsTold() {
        Sketches sketches = of(values(30), 0, 30);
        sketches.lack();
        assertThat(sketches.has(Metric.CPU_CORES)).isFalse();
        assertThat(sketches.pack()).isNull();
        Sketches others = of(values(30), 0, 30);
        others.add(sketches);
        assertThat(others.has(Metric.MEMORY_BYTES)).isFalse();
    }

    @Test
    void fiveMinutesAreSmall() {
        assertThat(of(values(30), 0, 30).pack()).hasSizeLessThan(100);
    }

    @Test
    void otherBytesAreRefused() {
        byte[] cut = Arrays.copyOf(of(values(30), 0, 30).pack(), 10);
        assertThatIllegalArgumentException().isThrownBy(() -> new Sketches().add(cut));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sketches().add(new byte[] {9, 0}));
    }

    private static Sketches of(double[][] values, int from, int to) {
        Sketches sketches = new Sketches();
        for (double[] reading : Arrays.copyOfRange(values, from, to)) {
            sketches.add(reading);
        }
        return sketches;
    }

    /** Noise with peaks, and memory that grows. */
    private static double[][] values(int readings) {
        Random random = new Random(7);
        return IntStream.range(0, readings)
                .mapToObj(number -> reading(
                        Math.max(0, 0.2 + 0.1 * random.nextGaussian()) + (random.nextInt(20) == 0 ? 3 : 0),
                        2e8 + 1e4 * number + random.nextInt(1_000_000)))
                .toArray(double[][]::new);
    }

    private static double[] reading(double cores, double bytes) {
        double[] values = new double[Metric.COUNT];
        Arrays.fill(values, Double.NaN);
        values[Metric.CPU_CORES.place()] = cores;
        values[Metric.MEMORY_BYTES.place()] = bytes;
        return values;
    }

    private static void compare(Sketches sketches, double[][] values) {
        for (Metric metric : Sketches.METRICS) {
            double[] sorted = Arrays.stream(values)
                    .mapToDouble(reading -> reading[metric.place()])
                    .sorted()
                    .toArray();
            for (int percent : new int[] {1, 50, 95, 99}) {
                double direct = sorted[(int) (percent / 100.0 * (sorted.length - 1))];
                assertThat(sketches.percentile(metric, percent))
                        .as("%s p%s", metric, percent)
                        .isCloseTo(direct, within(Sketches.ACCURACY * SLIGHTLY_MORE * direct));
            }
        }
    }
}
