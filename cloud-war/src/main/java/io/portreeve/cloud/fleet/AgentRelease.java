package io.portreeve.cloud.fleet;

import java.nio.file.Path;

/**
 * The agent that this installation gives to hosts.
 *
 * @param jar where it is
 * @param bytes how long it is
 * @param sha256 in hex
 */
public record AgentRelease(Path jar, long bytes, String sha256) {}
