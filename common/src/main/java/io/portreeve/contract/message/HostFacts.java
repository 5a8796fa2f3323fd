package io.portreeve.contract.message;

/**
 * What rarely changes about a host. Texts are empty when they could not be read, numbers 0.
 *
 * @param hostname the host's own name, which need not be unique
 * @param operatingSystem such as {@code Debian GNU/Linux 12 (bookworm)}
 * @param kernel release, such as {@code 6.1.0-18-amd64}
 * @param architecture such as {@code x86_64}
 * @param cpus online processors
 * @param memoryBytes physical memory
 * @param engineVersion of Docker or Podman
 * @param cgroupVersion 1 or 2
 */
public record HostFacts(
        String hostname,
        String operatingSystem,
        String kernel,
        String architecture,
        int cpus,
        long memoryBytes,
        String engineVersion,
        int cgroupVersion) {
    public HostFacts {
        Texts.bounded("hostname", hostname);
        Texts.bounded("operatingSystem", operatingSystem);
        Texts.bounded("kernel", kernel);
        Texts.bounded("architecture", architecture);
        Texts.bounded("engineVersion", engineVersion);
    }
}
