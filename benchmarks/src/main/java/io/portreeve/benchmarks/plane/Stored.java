package io.portreeve.benchmarks.plane;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** The readings that are stored. */
public interface Stored {
    /**
     * Of one container.
     *
     * @param readings how many there are, doubled ones counted twice
     * @param sumOfReadAt of their moments, in milliseconds since the base
     * @param pids the sum of a value that is whole and never absent
     */
    public record Sums(long readings, long sumOfReadAt, long pids) {}

    /** By host and the engine's id of the container. */
    Map<UUID, Map<String, Sums>> sums(Instant base) throws SQLException;

    /** How often each reading of a container is there, by its moment in milliseconds since the epoch. */
    Map<Long, Long> counts(UUID host, String dockerId) throws SQLException;

    /** How many samples of its machine there are of each host. */
    Map<UUID, Long> machineSamples() throws SQLException;
}
