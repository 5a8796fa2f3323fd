package io.portreeve.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.portreeve.agent.usage.Counter;
import io.portreeve.agent.usage.Counters;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.InterfaceCounters;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        Counters.Reading reading = Counters.at(nanos(Instant.parse(read)));
        processors(reading, json.path("cpu_stats"));
        memory(reading, json.path("memory_stats"));
        network(reading, json.path("networks"));
        interfaces(json.path("networks")).ifPresent(reading::put);
        blocks(reading, json.path("blkio_stats"));
        return Optional.of(
                reading.put(Counter.PIDS, number(json.path("pids_stats").path("current")))
                        .done());
    }

    private static void processors(Counters.Reading reading, JsonNode cpu) {
        JsonNode usage = cpu.path("cpu_usage");
        OptionalLong user = number(usage.path("usage_in_usermode"));
        OptionalLong system = number(usage.path("usage_in_kernelmode"));
        reading.put(Counter.CPU_NANOS, number(usage.path("total_usage")));
        // where the engine does not tell them apart it says 0 of both
        if (user.orElse(0) > 0 || system.orElse(0) > 0) {
            reading.put(Counter.CPU_USER_NANOS, user);
            reading.put(Counter.CPU_SYSTEM_NANOS, system);
        }
        JsonNode throttling = cpu.path("throttling_data");
        reading.put(Counter.CPU_PERIODS, number(throttling.path("periods")));
        reading.put(Counter.CPU_THROTTLED_PERIODS, number(throttling.path("throttled_periods")));
        reading.put(Counter.CPU_THROTTLED_NANOS, number(throttling.path("throttled_time")));
    }

    private static void memory(Counters.Reading reading, JsonNode memory) {
        JsonNode stats = memory.path("stats");
        reading.put(Counter.MEMORY_BYTES, memoryInUse(memory));
        reading.put(Counter.MEMORY_LIMIT_BYTES, number(memory.path("limit")));
        reading.put(Counter.MEMORY_USAGE_BYTES, number(memory.path("usage")));
        reading.put(Counter.MEMORY_CACHE_BYTES, either(stats, "total_cache", "file"));
        reading.put(Counter.MEMORY_RSS_BYTES, either(stats, "total_rss", "anon"));
        reading.put(Counter.MEMORY_SWAP_BYTES, number(stats.path("total_swap")));
        reading.put(Counter.MEMORY_LIMIT_HITS, number(memory.path("failcnt")));
    }

    private static void network(Counters.Reading reading, JsonNode networks) {
        reading.put(Counter.NETWORK_RECEIVED_BYTES, sum(networks, "rx_bytes"));
        reading.put(Counter.NETWORK_SENT_BYTES, sum(networks, "tx_bytes"));
        reading.put(Counter.NETWORK_RECEIVED_PACKETS, sum(networks, "rx_packets"));
        reading.put(Counter.NETWORK_SENT_PACKETS, sum(networks, "tx_packets"));
        reading.put(Counter.NETWORK_ERRORS, sum(networks, "rx_errors", "tx_errors"));
        reading.put(Counter.NETWORK_DROPS, sum(networks, "rx_dropped", "tx_dropped"));
    }

    private static Optional<NetworkInterfaces> interfaces(JsonNode networks) {
        if (!networks.isObject()) {
            return Optional.empty();
        }
        List<InterfaceCounters> all = new ArrayList<>();
        networks.properties().stream()
                .filter(each -> !each.getKey().isEmpty()
                        && each.getKey().length() <= Limits.INTERFACE_NAME_LENGTH
                        && each.getValue().has("rx_bytes"))
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> all.add(counters(each.getKey(), each.getValue())));
        return Optional.of(NetworkInterfaces.firstOf(all));
    }

    private static InterfaceCounters counters(String name, JsonNode network) {
        return new InterfaceCounters(
                name,
                counter(network, "rx_bytes"),
                counter(network, "rx_packets"),
                counter(network, "rx_errors"),
                counter(network, "rx_dropped"),
                counter(network, "tx_bytes"),
                counter(network, "tx_packets"),
                counter(network, "tx_errors"),
                counter(network, "tx_dropped"));
    }

    private static long counter(JsonNode network, String field) {
        return Math.max(0, number(network.path(field)).orElse(0));
    }

    private static void blocks(Counters.Reading reading, JsonNode blocks) {
        JsonNode bytes = blocks.path("io_service_bytes_recursive");
        reading.put(Counter.BLOCK_READ_BYTES, blocks(bytes, "read"));
        reading.put(Counter.BLOCK_WRITTEN_BYTES, blocks(bytes, "write"));
        JsonNode operations = blocks.path("io_serviced_recursive");
        // engines leave it empty where they do not count, and then say bytes all the same
        if (!operations.isEmpty() || bytes.isEmpty()) {
            reading.put(Counter.BLOCK_READ_OPERATIONS, blocks(operations, "read"));
            reading.put(Counter.BLOCK_WRITE_OPERATIONS, blocks(operations, "write"));
        }
    }

    /** By the name that it has in version 1 of control groups, or in version 2. */
    private static OptionalLong either(JsonNode stats, String one, String other) {
        OptionalLong first = number(stats.path(one));
        return first.isPresent() ? first : number(stats.path(other));
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

    /** Over all interfaces; absent if the first of the fields is nowhere. */
    private static OptionalLong sum(JsonNode networks, String... fields) {
        if (!networks.isObject()) {
            return OptionalLong.empty();
        }
        long sum = 0;
        boolean known = networks.isEmpty();
        for (JsonNode network : networks) {
            known |= network.has(fields[0]);
            for (String field : fields) {
                sum += network.path(field).asLong(0);
            }
        }
        return known ? OptionalLong.of(sum) : OptionalLong.empty();
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
