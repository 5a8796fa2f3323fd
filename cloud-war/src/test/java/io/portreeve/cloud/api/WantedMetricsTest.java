package io.portreeve.cloud.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.telemetry.Column;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.MetricsSeries;
import io.portreeve.contract.sample.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WantedMetricsTest {
    @Test
    void firstNineAndWhatIsKnownComeUnlessNamesAreGiven() {
        assertThat(WantedMetrics.of(null).series(series()))
                .hasSize(10)
                .containsKeys("cpuCores", "pids", "cpuUserCores")
                .doesNotContainKey("cpuPressureRatio");
    }

    @Test
    void namedOnesComeAlone() {
        assertThat(WantedMetrics.of("cpuPressureRatio, pids").series(series()))
                .containsOnlyKeys("pids", "cpuPressureRatio");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cpu", "cpuCores,", "CPU_CORES", "cpuCores;pids"})
    void otherNamesAreRefused(String names) {
        assertThatThrownBy(() -> WantedMetrics.of(names)).isInstanceOf(ProblemException.class);
    }

    private static MetricsSeries series() {
        Column unknown = new Column(Arrays.asList((Double) null), List.of(), List.of());
        Map<Metric, Column> columns = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            columns.put(metric, unknown);
        }
        columns.put(Metric.CPU_USER_CORES, new Column(List.of(0.0), List.of(), List.of()));
        Instant at = Instant.EPOCH;
        return new MetricsSeries(at, at.plusSeconds(10), Level.RAW, Duration.ofSeconds(10), List.of(at), columns);
    }
}
