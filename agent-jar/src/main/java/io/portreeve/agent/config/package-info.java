/**
 * What the agent was told: options, environment and configuration file, in this order of precedence, to one validated
 * {@link io.portreeve.agent.config.AgentConfig}. The only place that reads the environment. {@link
 * io.portreeve.agent.config.Setting} lists every key, what it means and whether it can change while the agent runs; the
 * example file and README are held to it. Refuses values it cannot use, all of them at once and one line each; reports
 * keys it does not know, with the nearest that it does. Imports nothing of ours.
 */
package io.portreeve.agent.config;
