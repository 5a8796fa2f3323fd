package io.portreeve.agent.docker;

/**
 * The engine and the machine it runs on. Texts are empty and numbers 0 where the engine does not say.
 *
 * @param cgroupVersion 1 or 2
 */
public record EngineDescription(
        String hostname,
        String operatingSystem,
        String kernel,
        String architecture,
        int cpus,
        long memoryBytes,
        String version,
        int cgroupVersion) {}
