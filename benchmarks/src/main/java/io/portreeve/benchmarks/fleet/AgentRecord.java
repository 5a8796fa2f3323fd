package io.portreeve.benchmarks.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the database must hold of one agent, now that the run is over: everything acknowledged, once. */
public final class AgentRecord {
    /**
     * Of one container.
     *
     * @param readAt of the readings that must be there, in milliseconds since the epoch
     * @param pids the sum over them of a value that is whole and never absent
     */
    public record Expected(String dockerId, List<Long> readAt, long pids) {
        public Expected {
            readAt = List.copyOf(readAt);
        }

        public long sumOfReadAt() {
            return readAt.stream().mapToLong(Long::longValue).sum();
        }
    }

    private final HostIdentity identity;
    private final Readings readings;
    private final long acknowledged;
    private final long taken;
    private final Set<Long> refused;
    private final long machineSamples;

    AgentRecord(
            HostIdentity identity,
            Readings readings,
            long acknowledged,
            long taken,
            Set<Long> refused,
            long machineSamples) {
        this.identity = identity;
        this.readings = readings;
        this.acknowledged = acknowledged;
        this.taken = taken;
        this.refused = Set.copyOf(refused);
        this.machineSamples = machineSamples;
    }

    /** Of an agent whose first reading was the first of all, which took so many and was refused none. */
    public static AgentRecord of(FleetPlan plan, int host, long acknowledged, long taken) {
        return new AgentRecord(plan.identity(host), new Readings(plan, host, 0), acknowledged, taken, Set.of(), 0);
    }

    public HostIdentity identity() {
        return identity;
    }

    /** Of the machine, acknowledged. */
    public long machineSamples() {
        return machineSamples;
    }

    public boolean isAllAcknowledged() {
        return acknowledged == taken;
    }

    public List<Expected> expected() {
        return of(acknowledged);
    }

    /** Readings that were never acknowledged, of each container, in milliseconds: they may be stored or not. */
    public List<Long> unacknowledgedReadAt() {
        List<Long> readAt = new ArrayList<>();
        for (long sequence = acknowledged + 1; sequence <= taken; sequence++) {
            readAt.add(readings.readAt(sequence).toEpochMilli());
        }
        return readAt;
    }

    private List<Expected> of(long last) {
        List<Long> sequences = new ArrayList<>();
        List<Long> readAt = new ArrayList<>();
        for (long sequence = 1; sequence <= last; sequence++) {
            if (!refused.contains(sequence)) {
                sequences.add(sequence);
                Instant at = readings.readAt(sequence);
                readAt.add(at.toEpochMilli());
            }
        }
        return readings.containers().stream()
                .map(container -> new Expected(
                        container.dockerId(),
                        readAt,
                        sequences.stream()
                                .mapToLong(sequence -> container.pids(readings.tick(sequence)))
                                .sum()))
                .toList();
    }
}
