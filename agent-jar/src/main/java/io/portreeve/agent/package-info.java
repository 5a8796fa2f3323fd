/**
 * The agent of a Docker host: reads its containers and dials out to the cloud. {@link io.portreeve.agent.Main} is the
 * only wiring, by constructor; each room below owns one concern and says so in its own description.
 */
package io.portreeve.agent;
