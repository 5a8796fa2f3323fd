package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.portreeve.contract.sample.Metric;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedHourTest {
    private static final Instant HOUR = Instant.parse("2026-11-26T09:00:00Z");

    private final PackedHour packed = new PackedHour(HOUR);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatWasPackedComesBackInOrderOfTime(long seed) {
        Random random = new Random(seed);
        Map<Instant, double[]> readings = new TreeMap<>();
        for (int reading = 0; reading < 1 + random.nextInt(400); reading++) {
            readings.put(HOUR.plusMillis(random.nextInt(3_600_000)), values(random));
        }
        readings.entrySet().stream()
                .sorted((one, other) -> Integer.compare(one.hashCode(), other.hashCode()))
                .forEach(reading -> packed.add(reading.getKey(), reading.getValue()));
        Map<Instant, double[]> found = unpacked(packed.pack());
        assertThat(found.keySet()).containsExactlyElementsOf(readings.keySet());
        found.forEach((at, values) -> assertThat(values).containsExactly(readings.get(at)));
    }

    /** Whole parts, as a reading that was stored once has. */
    private static double[] values(Random random) {
        double[] values = new double[Metric.COUNT];
        for (Metric metric : Metric.values()) {
            int kind = metric.place() % 4;
            long whole = kind == 0 ? 0 : kind == 1 ? 7 : random.nextInt(3) == 0 ? -1 : random.nextInt(1 << 30);
            values[metric.place()] = PackedMinute.value(metric, metric.place() > 20 ? -1 : whole);
        }
        return values;
    }

    @Test
    void readingOfTheSameMomentTakesItsPlace() {
        double[] first = new double[Metric.COUNT];
        double[] second = new double[Metric.COUNT];
        Arrays.fill(second, 4);
        packed.add(HOUR.plusSeconds(5), first);
        packed.add(HOUR.plusSeconds(5), second);
        assertThat(unpacked(packed.pack()).values()).singleElement().isEqualTo(second);
    }

    @Test
    void noMoreThanTwoASecondAreKept() {
        double[] values = new double[Metric.COUNT];
        for (int millis = 0; millis < 10_000; millis++) {
            packed.add(HOUR.plusMillis(millis), values);
        }
        assertThat(unpacked(packed.pack())).hasSize(7_200);
    }

    @Test
    void bytesThatAreNoHourAreRefused() {
        packed.add(HOUR, new double[Metric.COUNT]);
        byte[] good = packed.pack();
        byte[] laterVersion = good.clone();
        laterVersion[0] = 9;
        byte[] torn = Arrays.copyOf(good, good.length - 1);
        byte[] endless = good.clone();
        ByteBuffer.wrap(endless).putInt(1, Integer.MAX_VALUE);
        for (byte[] bad : new byte[][] {laterVersion, torn, endless}) {
            assertThatIllegalArgumentException().isThrownBy(() -> unpacked(bad));
        }
    }

    @Test
    void instantsBelongToTheHourTheyLieIn() {
        assertThat(PackedHour.hourOf(HOUR)).isEqualTo(HOUR);
        assertThat(PackedHour.hourOf(HOUR.plusMillis(3_599_999))).isEqualTo(HOUR);
        assertThat(PackedHour.hourOf(HOUR.minusMillis(1))).isEqualTo(HOUR.minusSeconds(3_600));
    }

    private static Map<Instant, double[]> unpacked(byte[] body) {
        Map<Instant, double[]> readings = new TreeMap<>();
        PackedHour.unpack(HOUR, body, (at, values) -> readings.put(at, values.clone()));
        return readings;
    }
}
