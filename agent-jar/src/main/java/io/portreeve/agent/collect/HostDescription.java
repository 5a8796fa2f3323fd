package io.portreeve.agent.collect;

import io.portreeve.agent.docker.EngineDescription;
import io.portreeve.agent.host.HostFiles;

/** What rarely changes about the host. Texts are empty when they could not be read, numbers 0. */
public record HostDescription(
        String hostname,
        String operatingSystem,
        String kernel,
        String architecture,
        int cpus,
        long memoryBytes,
        String engineVersion,
        int cgroupVersion) {

    static HostDescription of(EngineDescription engine) {
        return new HostDescription(
                engine.hostname(),
                engine.operatingSystem(),
                engine.kernel(),
                engine.architecture(),
                engine.cpus(),
                engine.memoryBytes(),
                engine.version(),
                engine.cgroupVersion());
    }

    /** While the engine has not answered yet. */
    static HostDescription of(HostFiles files) {
        return new HostDescription(
                files.hostName(),
                "",
                files.kernelRelease(),
                System.getProperty("os.arch", ""),
                Runtime.getRuntime().availableProcessors(),
                files.memoryBytes().orElse(0),
                "",
                files.cgroupVersion());
    }
}
