/**
 * The door for agents: enrolment and the agent itself over HTTP, and the WebSocket link. Authenticates, opens the
 * organization's scope, and hands messages to fleet, telemetry, events and logs; answers when they have committed. Those
 * who come at once are served together by {@code Arrivals}, what other nodes tell is gathered in {@code Heard}. Keeps
 * bounds per session (messages in flight, bytes to send, silence), so that one slow or broken agent delays nobody. {@code
 * AgentConversation} holds the rules and does nothing by itself; {@code AgentLink} carries out what it asks for.
 */
package io.portreeve.cloud.gateway;
