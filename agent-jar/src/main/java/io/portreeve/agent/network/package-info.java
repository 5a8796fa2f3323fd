/**
 * The way from this host to the cloud: whom to believe to be it, how to prove that this host may speak to it, through
 * which proxy, and what went wrong on the way in a line for people. One HTTP client for requests and WebSockets, so that
 * all of this holds for both. Refuses at start-up files that it cannot use. Knows nothing of what is said. Imports only
 * config.
 */
package io.portreeve.agent.network;
