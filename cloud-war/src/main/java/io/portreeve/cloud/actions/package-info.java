/**
 * Owns what is asked of hosts: durable actions on containers, compose projects and
 * hosts, from the request to what came of it, their delivery to the
 * agent of the host, their expiry, the end of what commands said, and their feed; and the
 * rollouts of the agent's release, which ask one host after the other. Every step is in the audit record. Refuses requests beyond what may
 * wait, a second use of an idempotency key for something else, and what an agent says of another host's actions. Who may
 * ask is the door's to check, what may be done on a host its owner's. Publishes {@link io.portreeve.cloud.actions.Action}.
 */
package io.portreeve.cloud.actions;
