package io.portreeve.cloud.fleet;

/**
 * A host that a token enrolled.
 *
 * @param connected whether its agent has connected since
 */
public record EnrolledHost(HostId id, String name, boolean connected) {}
