package io.portreeve.agent.spool;

import java.util.Optional;

/**
 * How the spool is.
 *
 * @param records that wait for the cloud
 * @param bytes of its files
 * @param held records in memory, because the disk refuses
 * @param lost records given up since the agent started
 * @param problem one line for people while the disk refuses
 */
public record SpoolStatus(int records, long bytes, int held, long lost, Optional<String> problem) {}
