/**
 * Owns hosts, their agents and containers: enrolment tokens, the proof of an agent's identity, presence, the inventory,
 * the epoch that fences an agent's older sessions, and whose logs are wished for. Refuses whatever an agent cannot prove, and what comes from a
 * session that is no longer the newest. Publishes ids, {@link io.portreeve.cloud.fleet.Host}, {@link
 * io.portreeve.cloud.fleet.Container} and changes of presence. How messages arrive is the gateway's.
 */
package io.portreeve.cloud.fleet;
