/**
 * Does to containers, compose projects and the host what the cloud asks for, as far as the host's owner allows: writes
 * down that it begins before it acts, never runs an action twice, runs those of one container one after the other, and
 * keeps each outcome until the cloud has acknowledged it. What a crash or a silent engine left open is settled by looking
 * at the container. Publishes {@link io.portreeve.agent.command.Actions} and what it reports. Imports {@code config} and
 * {@code docker}.
 */
package io.portreeve.agent.command;
