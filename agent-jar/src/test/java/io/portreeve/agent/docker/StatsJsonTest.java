package io.portreeve.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatsJsonTest {
    private static final String RUNNING = """
            {"read":"2026-01-02T03:04:05.123456789Z","pids_stats":{"current":3},
             "blkio_stats":{"io_service_bytes_recursive":[{"major":8,"minor":0,"op":"Read","value":100},
               {"major":8,"minor":0,"op":"Write","value":7},{"major":8,"minor":16,"op":"read","value":5}]},
             "cpu_stats":{"cpu_usage":{"total_usage":1000},"throttling_data":{"periods":4,"throttled_periods":1}},
             "memory_stats":{"usage":5000,"stats":{"total_inactive_file":1000},"limit":8000},
             "networks":{"eth0":{"rx_bytes":10,"tx_bytes":20},"eth1":{"rx_bytes":1,"tx_bytes":2}}}
            """;

    @Test
    void answerIsRead() throws IOException {
        EngineStats stats = parse(RUNNING).orElseThrow();
        assertThat(stats.cpuNanos()).hasValue(1000);
        assertThat(stats.cpuThrottledPeriods()).hasValue(1);
        assertThat(stats.memoryBytes()).hasValue(4000);
        assertThat(stats.networkSentBytes()).hasValue(22);
        assertThat(stats.blockReadBytes()).hasValue(105);
        assertThat(stats.blockWrittenBytes()).hasValue(7);
        assertThat(stats.pids()).hasValue(3);
    }

    @Test
    void stoppedContainerHasNone() throws IOException {
        assertThat(parse("{\"read\":\"0001-01-01T00:00:00Z\",\"cpu_stats\":{}}"))
                .isEmpty();
        assertThat(parse("{}")).isEmpty();
    }

    @Test
    void whatTheEngineDoesNotSayIsAbsent() throws IOException {
        EngineStats stats = parse(
                        "{\"read\":\"2026-01-02T03:04:05Z\",\"blkio_stats\":{\"io_service_bytes_recursive\":null},"
                                + "\"memory_stats\":{\"usage\":10,\"stats\":{\"inactive_file\":20},\"limit\":18446744073709551615}}")
                .orElseThrow();
        assertThat(stats.cpuNanos()).isEmpty();
        assertThat(stats.blockReadBytes()).isEmpty();
        assertThat(stats.networkReceivedBytes()).isEmpty();
        assertThat(stats.memoryBytes()).hasValue(0);
        assertThat(stats.memoryLimitBytes()).hasValue(Long.MAX_VALUE);
    }

    private static Optional<EngineStats> parse(String json) throws IOException {
        return StatsJson.parse(new ObjectMapper().readTree(json));
    }
}
