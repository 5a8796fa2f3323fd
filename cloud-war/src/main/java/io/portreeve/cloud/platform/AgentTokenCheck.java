package io.portreeve.cloud.platform;

import java.util.Optional;

/** Who connects as an agent; asked during the WebSocket handshake, answered by the room that knows agents. */
public interface AgentTokenCheck {
    /**
     * Checks the token of a handshake, and uses it up.
     *
     * @return the name of the principal, or empty if the connection is to be refused
     */
    Optional<String> principalName(String token);
}
