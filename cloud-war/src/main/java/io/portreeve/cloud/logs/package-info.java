/**
 * Owns what containers write: taking lines in, once each, their live feed, search and retention. Refuses lines far from
 * the cloud's clock or of containers that no inventory declared, and batches of a session that a newer one replaced.
 * Publishes {@link io.portreeve.cloud.logs.LogEntry}, gaps among them. Where lines are kept is behind {@code LogStore};
 * which lines there are, and what is struck out of them, is the agent's to say, and whose are wished for is {@code
 * fleet}'s. What somebody watches being written is leased from the agent over Redis, told to those who watch ({@link
 * io.portreeve.cloud.logs.boundary.Tails}), bounded for each of them, and never stored.
 */
package io.portreeve.cloud.logs;
