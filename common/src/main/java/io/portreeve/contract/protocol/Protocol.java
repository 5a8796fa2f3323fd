package io.portreeve.contract.protocol;

import java.util.Optional;

/** Names and versions that both sides of the link agree on before the first message. */
public final class Protocol {
    /** The only version this build speaks. */
    public static final int VERSION = 1;

    /** The WebSocket sub-protocol that names {@link #VERSION} in the handshake. */
    public static final String SUBPROTOCOL = "portreeve.agent.v1";

    /** Path of the WebSocket, below the context root of the cloud. */
    public static final String CONNECT_PATH = "/agent/connect";

    /** Path of the enrolment request ({@code POST}, JSON), below the context root of the cloud. */
    public static final String ENROL_PATH = "/agent/enrol";

    /** Path of the agent itself ({@code GET}, a jar), where the cloud has one to give. */
    public static final String AGENT_JAR_PATH = "/agent/portreeve-agent.jar";

    /** HTTP header of the handshake that carries the {@link AgentToken}. */
    public static final String TOKEN_HEADER = "X-Agent-Token";

    private static final String SUBPROTOCOL_PREFIX = "portreeve.agent.v";

    private Protocol() {}

    /**
     * The version that a sub-protocol names.
     *
     * @return empty if the name is not one of this link's
     */
    public static Optional<Integer> versionOf(String subprotocol) {
        if (!subprotocol.matches("portreeve\\.agent\\.v[0-9]{1,4}")) {
            return Optional.empty();
        }
        return Optional.of(Integer.valueOf(subprotocol.substring(SUBPROTOCOL_PREFIX.length())));
    }
}
