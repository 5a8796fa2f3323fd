package io.portreeve.agent.spool;

import java.time.Instant;
import java.util.Optional;

/**
 * How the spool is.
 *
 * @param records that wait for the cloud
 * @param bytes of its files
 * @param held records in memory, because the disk refuses
 * @param lost records given up since the agent started
 * @param oldest when the first of what waits to be sent was collected
 * @param problem one line for people while the disk refuses
 */
public record SpoolStatus(
        int records, long bytes, int held, long lost, Optional<Instant> oldest, Optional<String> problem) {}
