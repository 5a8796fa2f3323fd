package io.portreeve.benchmarks;

import io.portreeve.benchmarks.fleet.AgentRecord;
import io.portreeve.benchmarks.fleet.AgentRecord.Expected;
import io.portreeve.benchmarks.plane.Stored;
import io.portreeve.benchmarks.plane.Stored.Sums;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Compares what was acknowledged with what the database holds.
 *
 * @param samples that were acknowledged
 * @param lost acknowledged and not there
 * @param doubled there more than once
 * @param strange there, and never taken by the agent
 * @param altered containers whose values differ, though each sample is there once
 * @param lostOfMachines samples of machines that were acknowledged and are not there
 */
record Verification(long samples, long lost, long doubled, long strange, long altered, long lostOfMachines) {
    static Verification of(List<AgentRecord> records, Stored stored, Instant base) throws SQLException {
        Map<UUID, Map<String, Sums>> sums = stored.sums(base);
        Verification total = new Verification(0, 0, 0, 0, 0, 0);
        Map<UUID, Long> machines = stored.machineSamples();
        for (AgentRecord record : records) {
            UUID host = record.identity().hostId();
            long missing = Math.max(0, record.machineSamples() - machines.getOrDefault(host, 0L));
            total = total.plus(new Verification(0, 0, 0, 0, 0, missing));
            Map<String, Sums> ofHost = sums.getOrDefault(host, Map.of());
            for (Expected expected : record.expected()) {
                total = total.plus(ofContainer(
                        record, expected, ofHost.getOrDefault(expected.dockerId(), new Sums(0, 0, 0)), stored, base));
            }
        }
        return total;
    }

    boolean isPerfect() {
        return lost == 0 && doubled == 0 && strange == 0 && altered == 0 && lostOfMachines == 0;
    }

    /** Equal sums over a container need no look at its single readings. */
    private static Verification ofContainer(
            AgentRecord record, Expected expected, Sums found, Stored stored, Instant base) throws SQLException {
        long readings = expected.readAt().size();
        long readAt = expected.sumOfReadAt() - readings * base.toEpochMilli();
        boolean sameReadings = found.readings() == readings && found.sumOfReadAt() == readAt;
        if (sameReadings) {
            return new Verification(readings, 0, 0, 0, found.pids() == expected.pids() ? 0 : 1, 0);
        }
        Map<Long, Long> counts = stored.counts(record.identity().hostId(), expected.dockerId());
        long lost =
                expected.readAt().stream().filter(at -> !counts.containsKey(at)).count();
        long doubled = counts.values().stream().mapToLong(count -> count - 1).sum();
        Set<Long> known = new HashSet<>(expected.readAt());
        known.addAll(record.unacknowledgedReadAt());
        long strange =
                counts.keySet().stream().filter(at -> !known.contains(at)).count();
        return new Verification(readings, lost, doubled, strange, 0, 0);
    }

    private Verification plus(Verification other) {
        return new Verification(
                samples + other.samples,
                lost + other.lost,
                doubled + other.doubled,
                strange + other.strange,
                altered + other.altered,
                lostOfMachines + other.lostOfMachines);
    }
}
