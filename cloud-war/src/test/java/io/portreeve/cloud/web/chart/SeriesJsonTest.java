package io.portreeve.cloud.web.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.telemetry.Column;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.MachineMetric;
import io.portreeve.cloud.telemetry.MachineSeries;
import io.portreeve.cloud.telemetry.MetricsSeries;
import io.portreeve.contract.sample.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesJsonTest {
    private static final Instant FROM = Instant.ofEpochSecond(1_000);

    private static MetricsSeries series(Level level) {
        Column cpu = new Column(
                Arrays.asList(0.25, null, 2.0), Arrays.asList(0.1, null, 1.0), Arrays.asList(0.5, null, 3.0));
        Column memory =
                new Column(Arrays.asList(5e9, null, Double.NaN), List.of(1.0, 1.0, 1.0), List.of(9.0, 9.0, 9.0));
        return new MetricsSeries(
                FROM,
                FROM.plusSeconds(30),
                level,
                Duration.ofSeconds(10),
                List.of(FROM, FROM.plusSeconds(10), FROM.plusSeconds(20)),
                Map.of(Metric.CPU_CORES, cpu, Metric.MEMORY_BYTES, memory));
    }

    @Test
    void samplesHaveNoBandAndGapsAreNull() {
        assertThat(SeriesJson.of(series(Level.RAW)))
                .isEqualTo("{\"from\":1000000,\"to\":1030000,\"level\":\"raw\",\"stepSeconds\":10,"
                        + "\"at\":[1000000,1010000,1020000],\"series\":{\"cpuCores\":{\"avg\":[0.25,null,2]},"
                        + "\"memoryBytes\":{\"avg\":[5000000000,null,null]}}}");
    }

    @Test
    void rollupsHaveABand() {
        assertThat(SeriesJson.of(series(Level.ONE_MINUTE)))
                .contains("\"cpuCores\":{\"avg\":[0.25,null,2],\"min\":[0.1,null,1],\"max\":[0.5,null,3]}");
    }

    @Test
    void percentilesAreLinesOfTheirOwnOfLongChartsOnly() {
        MetricsSeries plain = series(Level.ONE_HOUR);
        MetricsSeries spread = new MetricsSeries(
                plain.from(),
                plain.to(),
                plain.level(),
                plain.step(),
                plain.at(),
                plain.columns(),
                Map.of(
                        Metric.CPU_CORES, Map.of(95, Arrays.asList(0.5, null, 2.5)),
                        Metric.MEMORY_BYTES, Map.of(95, Arrays.asList(null, null, null))));
        assertThat(SeriesJson.of(spread))
                .contains("\"cpuCoresP95\":{\"avg\":[0.5,null,2.5]}")
                .doesNotContain("memoryBytesP95");
        assertThat(SeriesJson.percentiles(Duration.ofDays(1), 360)).isEmpty();
        assertThat(SeriesJson.percentiles(Duration.ofDays(7), 360)).containsExactly(95);
    }

    @Test
    void machineHasABandAndOnlyWhatIsKnown() {
        Column known = new Column(Arrays.asList(1.5, null), Arrays.asList(1.0, null), Arrays.asList(2.0, null));
        Column unknown = new Column(Arrays.asList(null, null), List.of(), List.of());
        MachineSeries machine = new MachineSeries(
                FROM,
                FROM.plusSeconds(120),
                Level.ONE_MINUTE,
                Duration.ofMinutes(1),
                List.of(FROM, FROM.plusSeconds(60)),
                Map.of(MachineMetric.LOAD1, known, MachineMetric.LOAD5, unknown));
        assertThat(SeriesJson.ofMachine(machine))
                .isEqualTo("{\"from\":1000000,\"to\":1120000,\"level\":\"1m\",\"stepSeconds\":60,"
                        + "\"at\":[1000000,1060000],"
                        + "\"series\":{\"load1\":{\"avg\":[1.5,null],\"min\":[1,null],\"max\":[2,null]}}}");
    }

    @Test
    void furtherMetricIsLeftOutOfAHostAndWhereNothingIsKnown() {
        Column known = new Column(Arrays.asList(1.0, null, 2.0), List.of(), List.of());
        Column unknown = new Column(Arrays.asList(null, null, null), List.of(), List.of());
        MetricsSeries further = new MetricsSeries(
                FROM,
                FROM.plusSeconds(30),
                Level.RAW,
                Duration.ofSeconds(10),
                List.of(FROM, FROM.plusSeconds(10), FROM.plusSeconds(20)),
                Map.of(Metric.CPU_USER_CORES, known, Metric.CPU_PRESSURE_RATIO, unknown));
        assertThat(SeriesJson.of(further)).contains("\"series\":{\"cpuUserCores\":{\"avg\":[1,null,2]}}");
        assertThat(SeriesJson.ofHost(further)).contains("\"series\":{}");
    }
}
