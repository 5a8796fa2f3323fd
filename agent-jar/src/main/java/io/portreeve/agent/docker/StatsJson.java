package io.portreeve.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.portreeve.agent.usage.Counter;
import io.portreeve.agent.usage.Counters;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The engine's answer to {@code GET /containers/ID/stats}, by the engine's clock. */
final class StatsJson {
    /** Year 1 is what the engine says of a container that does not run. */
    private static final Instant NEVER = Instant.parse("1970-01-01T00:00:00Z");

    private StatsJson() {}

    /** Empty if the container does not run. */
    static Optional<Counters> parse(JsonNode json) {
        String read = json.path("read").asText("");
        if (read.isEmpty() || Instant.parse(read).isBefore(NEVER)) {
            return Optional.empty();
        }
        JsonNode cpu = json.path("cpu_stats");
        JsonNode memory = json.path("memory_stats");
        JsonNode networks = json.path("networks");
        JsonNode blocks = json.path("blkio_stats").path("io_service_bytes_recursive");
        return Optional.of(Counters.at(nanos(Instant.parse(read)))
                .put(Counter.CPU_NANOS, number(cpu.path("cpu_usage").path("total_usage")))
                .put(Counter.CPU_PERIODS, number(cpu.path("throttling_data").path("periods")))
                .put(
                        Counter.CPU_THROTTLED_PERIODS,
                        number(cpu.path("throttling_data").path("throttled_periods")))
                .put(Counter.MEMORY_BYTES, memoryInUse(memory))
                .put(Counter.MEMORY_LIMIT_BYTES, number(memory.path("limit")))
                .put(Counter.NETWORK_RECEIVED_BYTES, sum(networks, "rx_bytes"))
                .put(Counter.NETWORK_SENT_BYTES, sum(networks, "tx_bytes"))
                .put(Counter.BLOCK_READ_BYTES, blocks(blocks, "read"))
                .put(Counter.BLOCK_WRITTEN_BYTES, blocks(blocks, "write"))
                .put(Counter.PIDS, number(json.path("pids_stats").path("current")))
                .done());
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    private static OptionalLong memoryInUse(JsonNode memory) {
        OptionalLong usage = number(memory.path("usage"));
        JsonNode stats = memory.path("stats");
        long inactive = stats.path("total_inactive_file")
                .asLong(stats.path("inactive_file").asLong(0));
        return usage.isPresent() ? OptionalLong.of(Math.max(0, usage.getAsLong() - inactive)) : usage;
    }

    private static OptionalLong number(JsonNode node) {
        if (!node.isIntegralNumber()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(node.canConvertToLong() ? node.asLong() : Long.MAX_VALUE);
    }

    private static OptionalLong sum(JsonNode networks, String field) {
        if (!networks.isObject()) {
            return OptionalLong.empty();
        }
        long sum = 0;
        for (JsonNode network : networks) {
            sum += network.path(field).asLong(0);
        }
        return OptionalLong.of(sum);
    }

    private static OptionalLong blocks(JsonNode entries, String operation) {
        if (!entries.isArray()) {
            return OptionalLong.empty();
        }
        long sum = 0;
        for (JsonNode entry : entries) {
            if (entry.path("op").asText("").toLowerCase(Locale.ROOT).equals(operation)) {
                sum += entry.path("value").asLong(0);
            }
        }
        return OptionalLong.of(sum);
    }
}
