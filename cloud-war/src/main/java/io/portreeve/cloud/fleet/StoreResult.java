package io.portreeve.cloud.fleet;

/** What became of a batch that an agent sent. */
public sealed interface StoreResult {
    /** Committed, now or when it was sent before. */
    record Stored() implements StoreResult {}

    /** A newer session of the agent exists; nothing is stored. */
    record Superseded() implements StoreResult {}

    /**
     * Breaks a rule; nothing of it is stored and it must not come again.
     *
     * @param code stable, for programs
     * @param detail one sentence for people
     */
    record Rejected(String code, String detail) implements StoreResult {}
}
