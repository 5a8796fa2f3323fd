package io.portreeve.agent.docker;

/**
 * A line of a container's log, joined from the parts that the engine cuts long ones into.
 *
 * @param timeNanos when it began, since the epoch, by the engine's clock
 * @param stderr false also if nobody knows
 * @param text without what ends it
 * @param isCut whether its end is missing, since it is longer than is kept
 */
public record EngineLine(long timeNanos, boolean stderr, String text, boolean isCut) {}
