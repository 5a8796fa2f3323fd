/**
 * Owns what happened on hosts: taking events in, once each, their live feed, search and retention. Refuses events far
 * from the cloud's clock, and batches of a session that a newer one replaced. Publishes {@link
 * io.portreeve.cloud.events.Event}, gaps among them as a kind of their own. Which events there are is the engine's and
 * the agent's to say; unknown kinds are kept as they came.
 */
package io.portreeve.cloud.events;
