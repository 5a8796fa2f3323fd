package io.portreeve.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.portreeve.agent.usage.Counter;
import io.portreeve.agent.usage.Counters;
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
        Counters stats = parse(RUNNING).orElseThrow();
        assertThat(stats.value(Counter.CPU_NANOS)).isEqualTo(1000);
        assertThat(stats.value(Counter.CPU_THROTTLED_PERIODS)).isEqualTo(1);
        assertThat(stats.value(Counter.MEMORY_BYTES)).isEqualTo(4000);
        assertThat(stats.value(Counter.NETWORK_SENT_BYTES)).isEqualTo(22);
        assertThat(stats.value(Counter.BLOCK_READ_BYTES)).isEqualTo(105);
        assertThat(stats.value(Counter.BLOCK_WRITTEN_BYTES)).isEqualTo(7);
        assertThat(stats.value(Counter.PIDS)).isEqualTo(3);
    }

    @Test
    void stoppedContainerHasNone() throws IOException {
        assertThat(parse("{\"read\":\"0001-01-01T00:00:00Z\",\"cpu_stats\":{}}"))
                .isEmpty();
        assertThat(parse("{}")).isEmpty();
    }

    @Test
    void whatTheEngineDoesNotSayIsAbsent() throws IOException {
        Counters stats = parse(
                        "{\"read\":\"2026-01-02T03:04:05Z\",\"blkio_stats\":{\"io_service_bytes_recursive\":null},"
                                + "\"memory_stats\":{\"usage\":10,\"stats\":{\"inactive_file\":20},\"limit\":18446744073709551615}}")
                .orElseThrow();
        assertThat(stats.value(Counter.CPU_NANOS)).isEqualTo(Counters.ABSENT);
        assertThat(stats.value(Counter.BLOCK_READ_BYTES)).isEqualTo(Counters.ABSENT);
        assertThat(stats.value(Counter.NETWORK_RECEIVED_BYTES)).isEqualTo(Counters.ABSENT);
        assertThat(stats.value(Counter.MEMORY_BYTES)).isEqualTo(0);
        assertThat(stats.value(Counter.MEMORY_LIMIT_BYTES)).isEqualTo(Long.MAX_VALUE);
    }

    private static Optional<Counters> parse(String json) throws IOException {
        return StatsJson.parse(new ObjectMapper().readTree(json));
    }
}
