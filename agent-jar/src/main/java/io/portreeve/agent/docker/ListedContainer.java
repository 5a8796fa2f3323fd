package io.portreeve.agent.docker;

/** A line of the engine's list: enough to see whether something changed. */
public record ListedContainer(String id, String name, String state) {}
