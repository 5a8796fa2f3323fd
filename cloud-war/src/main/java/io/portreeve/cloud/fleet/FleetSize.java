package io.portreeve.cloud.fleet;

/** How many hosts an organization has enrolled, and how many containers are there on all of them. */
public record FleetSize(int hosts, int containers) {}
