package io.portreeve.cloud.fleet;

/** Where a container is or was, and how its engine calls it. */
public record ContainerPlace(HostId host, String dockerId) {}
