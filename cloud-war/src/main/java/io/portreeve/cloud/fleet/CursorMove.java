package io.portreeve.cloud.fleet;

/** What became of an agent's cursor in one stream. */
public enum CursorMove {
    /** The number is new: store what came with it, in the same transaction. */
    MOVED,
    /** The number was stored before. */
    STORED_BEFORE,
    /** A newer session of the agent exists, or the agent was revoked. */
    SUPERSEDED
}
