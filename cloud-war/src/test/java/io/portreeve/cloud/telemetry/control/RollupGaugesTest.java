package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RollupGaugesTest {
    @Test
    void lagIsToldInSecondsForEachLevelThatRan() throws IOException {
        PrometheusText text = new PrometheusText();
        RollupGauges.write(text, "containers", Map.of("5m", Duration.ofMillis(150_500)));
        RollupGauges.write(text, "machines", Map.of("1h", Duration.ofHours(1)));
        StringBuilder written = new StringBuilder();
        text.writeTo(written);
        assertThat(written.toString())
                .contains(
                        "# TYPE portreeve_rollup_lag_seconds gauge\n",
                        "portreeve_rollup_lag_seconds{of=\"containers\",level=\"5m\"} 150.5\n",
                        "portreeve_rollup_lag_seconds{of=\"machines\",level=\"1h\"} 3600\n");
    }
}
