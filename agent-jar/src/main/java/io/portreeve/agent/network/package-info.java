/**
 * The way from this host to the cloud: one HTTP client for whoever speaks to it, and what went wrong on the way in a
 * line for people. Knows nothing of what is said. Imports only config.
 */
package io.portreeve.agent.network;
