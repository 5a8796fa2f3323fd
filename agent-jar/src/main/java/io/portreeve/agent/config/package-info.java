/**
 * What the agent was told: options, environment and configuration file, in this order of precedence, to one validated
 * {@link io.portreeve.agent.config.AgentConfig}. The only place that reads the environment. Refuses values it cannot
 * use at start-up; reports keys it does not know. Imports nothing of ours.
 */
package io.portreeve.agent.config;
