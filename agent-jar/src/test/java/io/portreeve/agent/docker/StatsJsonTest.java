package io.portreeve.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.portreeve.agent.usage.Counter;
import io.portreeve.agent.usage.Counters;
import io.portreeve.contract.sample.InterfaceCounters;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.io.IOException;
import java.util.List;
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
    void interfacesAreReadOneByOne() throws IOException {
        assertThat(parse(RUNNING).orElseThrow().interfaces())
                .contains(new NetworkInterfaces(
                        List.of(
                                new InterfaceCounters("eth0", 10, 0, 0, 0, 20, 0, 0, 0),
                                new InterfaceCounters("eth1", 1, 0, 0, 0, 2, 0, 0, 0)),
                        0));
        assertThat(parse(RUNNING).orElseThrow().withoutNetwork().interfaces()).isEmpty();
        assertThat(parse("{\"read\":\"2026-01-02T03:04:05Z\"}").orElseThrow().interfaces())
                .isEmpty();
        assertThat(parse("{\"read\":\"2026-01-02T03:04:05Z\",\"networks\":{\"\":{\"rx_bytes\":1},\"odd\":3,"
                                + "\"eth0\":{\"rx_bytes\":-1,\"tx_bytes\":\"many\"}}}")
                        .orElseThrow()
                        .interfaces()
                        .orElseThrow()
                        .interfaces())
                .containsExactly(new InterfaceCounters("eth0", 0, 0, 0, 0, 0, 0, 0, 0));
    }

    /** As an engine on version 2 of control groups answers, shortened. */
    @Test
    void furtherNumbersAreRead() throws IOException {
        Counters stats = parse("""
                {"read":"2026-01-02T03:04:05Z",
                 "cpu_stats":{"cpu_usage":{"total_usage":1000,"usage_in_kernelmode":300,"usage_in_usermode":700},
                   "throttling_data":{"periods":4,"throttled_periods":1,"throttled_time":55}},
                 "blkio_stats":{"io_service_bytes_recursive":[{"op":"read","value":100}],"io_serviced_recursive":null},
                 "memory_stats":{"usage":5000,"stats":{"anon":3000,"file":1500,"inactive_file":1000},"limit":8000},
                 "networks":{"eth0":{"rx_bytes":10,"rx_packets":1,"rx_errors":2,"rx_dropped":3,
                   "tx_bytes":20,"tx_packets":4,"tx_errors":5,"tx_dropped":6}}}
                """).orElseThrow();
        assertThat(stats.value(Counter.CPU_USER_NANOS)).isEqualTo(700);
        assertThat(stats.value(Counter.CPU_SYSTEM_NANOS)).isEqualTo(300);
        assertThat(stats.value(Counter.CPU_THROTTLED_NANOS)).isEqualTo(55);
        assertThat(stats.value(Counter.MEMORY_USAGE_BYTES)).isEqualTo(5000);
        assertThat(stats.value(Counter.MEMORY_CACHE_BYTES)).isEqualTo(1500);
        assertThat(stats.value(Counter.MEMORY_RSS_BYTES)).isEqualTo(3000);
        assertThat(stats.value(Counter.NETWORK_SENT_PACKETS)).isEqualTo(4);
        assertThat(stats.value(Counter.NETWORK_ERRORS)).isEqualTo(7);
        assertThat(stats.value(Counter.NETWORK_DROPS)).isEqualTo(9);
        assertThat(stats.value(Counter.BLOCK_READ_OPERATIONS)).isEqualTo(Counters.ABSENT);
        assertThat(stats.value(Counter.MEMORY_SWAP_BYTES)).isEqualTo(Counters.ABSENT);
    }

    @Test
    void version1IsToldByOtherNames() throws IOException {
        Counters stats = parse("""
                {"read":"2026-01-02T03:04:05Z",
                 "cpu_stats":{"cpu_usage":{"total_usage":1000,"usage_in_kernelmode":0,"usage_in_usermode":0}},
                 "blkio_stats":{"io_service_bytes_recursive":[{"op":"Read","value":100}],
                   "io_serviced_recursive":[{"op":"Read","value":7},{"op":"Write","value":2}]},
                 "memory_stats":{"usage":5000,"failcnt":3,
                   "stats":{"total_rss":3000,"total_cache":1500,"total_swap":12,"rss":1,"cache":2}}}
                """).orElseThrow();
        assertThat(stats.value(Counter.CPU_USER_NANOS)).isEqualTo(Counters.ABSENT);
        assertThat(stats.value(Counter.MEMORY_RSS_BYTES)).isEqualTo(3000);
        assertThat(stats.value(Counter.MEMORY_CACHE_BYTES)).isEqualTo(1500);
        assertThat(stats.value(Counter.MEMORY_SWAP_BYTES)).isEqualTo(12);
        assertThat(stats.value(Counter.MEMORY_LIMIT_HITS)).isEqualTo(3);
        assertThat(stats.value(Counter.BLOCK_READ_OPERATIONS)).isEqualTo(7);
        assertThat(stats.value(Counter.BLOCK_WRITE_OPERATIONS)).isEqualTo(2);
        assertThat(stats.value(Counter.NETWORK_RECEIVED_PACKETS)).isEqualTo(Counters.ABSENT);
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
