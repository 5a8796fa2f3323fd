package io.portreeve.cloud.fleet;

import io.portreeve.contract.sample.AgentFigures;
import java.time.Instant;

/**
 * How an agent fares.
 *
 * @param at when it told
 * @param dropped records that it gave up since it started
 */
public record AgentHealth(Instant at, AgentFigures figures, long dropped) {}
