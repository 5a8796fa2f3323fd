package io.portreeve.cloud.fleet;

import io.portreeve.contract.message.Hello;
import java.time.Instant;

/** What an agent said when it came, and when that was by this node's clock. */
public record Greeting(AuthenticatedAgent agent, Hello hello, Instant receivedAt) {}
