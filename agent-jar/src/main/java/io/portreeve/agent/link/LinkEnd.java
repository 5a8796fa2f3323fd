package io.portreeve.agent.link;

import io.portreeve.contract.protocol.CloseCode;

/** Why the link ended for good. */
public enum LinkEnd {
    /** It was closed on this side. */
    CLOSED,
    /** Another agent with the same identity connected. */
    SUPERSEDED,
    /** The agent was revoked or deleted. */
    REVOKED,
    /** The cloud does not speak this version of the protocol. */
    UNSUPPORTED_VERSION;

    /** What a close code means that forbids to try again. */
    static LinkEnd of(CloseCode code) {
        return switch (code) {
            case REVOKED -> REVOKED;
            case UNSUPPORTED_VERSION -> UNSUPPORTED_VERSION;
            default -> SUPERSEDED;
        };
    }
}
