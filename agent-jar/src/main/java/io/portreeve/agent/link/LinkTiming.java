package io.portreeve.agent.link;

import io.portreeve.contract.protocol.Limits;
import java.time.Duration;

/**
 * How long the link waits for what.
 *
 * @param tick how often it looks at the clock
 * @param heartbeat how often it says that it lives
 * @param silence after how long without a word the cloud counts as dead
 * @param handshake how long connecting may take, until WELCOME
 * @param firstWait before the second attempt
 * @param longestWait that doubling leads to
 */
public record LinkTiming(
        Duration tick,
        Duration heartbeat,
        Duration silence,
        Duration handshake,
        Duration firstWait,
        Duration longestWait) {
    /** As the contract has it. */
    public static final LinkTiming OF_CONTRACT = new LinkTiming(
            Duration.ofSeconds(1),
            Limits.HEARTBEAT,
            Limits.SILENCE,
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60));
}
