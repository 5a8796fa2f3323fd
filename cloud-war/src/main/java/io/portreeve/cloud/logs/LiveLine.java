package io.portreeve.cloud.logs;

import java.time.Instant;

/**
 * A line of a log that somebody watches; it is kept nowhere.
 *
 * @param number higher than that of the line before, for as long as its agent reads on
 * @param at by the engine's clock
 */
public record LiveLine(long number, Instant at, LogStream stream, String text) {}
