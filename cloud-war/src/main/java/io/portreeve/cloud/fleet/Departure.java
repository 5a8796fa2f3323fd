package io.portreeve.cloud.fleet;

import java.time.Instant;

/** A session whose connection is gone, and when its agent was last heard. */
public record Departure(AgentSession session, Instant lastHeard) {}
