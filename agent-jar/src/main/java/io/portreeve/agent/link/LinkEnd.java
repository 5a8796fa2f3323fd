package io.portreeve.agent.link;

/** Why the link ended for good. */
public enum LinkEnd {
    /** It was closed on this side. */
    CLOSED,
    /** Another agent with the same identity connected. */
    SUPERSEDED,
    /** The agent was revoked or deleted. */
    REVOKED,
    /** The cloud does not speak this version of the protocol. */
    UNSUPPORTED_VERSION
}
