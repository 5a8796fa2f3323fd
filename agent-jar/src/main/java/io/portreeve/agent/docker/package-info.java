/**
 * The Docker Engine (or Podman) behind its socket, and its files of logs; the only speaker of its API. Every call runs under a deadline of its
 * own, since the transport's has no effect on unix sockets. Publishes containers, events, logs and one-shot statistics as
 * records, and every failure as an {@link io.portreeve.agent.docker.EngineException} with one line for people. What changes something
 * is sent once, on a connection of its own. Asks for sizes only where somebody wants to clean up, never streams
 * statistics. Imports {@code config} and {@code usage}.
 */
package io.portreeve.agent.docker;
