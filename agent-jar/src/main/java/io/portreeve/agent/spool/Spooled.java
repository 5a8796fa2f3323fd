package io.portreeve.agent.spool;

/** A record as it was added, and its number. */
@SuppressWarnings("ArrayRecordComponent") // never compared: it lives from the disk to the socket
public record Spooled(SpoolStream stream, long sequence, Extent extent, byte[] payload) {}
