package io.portreeve.agent.spool;

/** A record that is there, without what it holds. */
public record Waiting(long sequence, Extent extent) {}
