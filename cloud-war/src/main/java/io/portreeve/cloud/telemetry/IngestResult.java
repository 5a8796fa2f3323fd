package io.portreeve.cloud.telemetry;

/** What became of a batch. */
public sealed interface IngestResult {

    /** Committed, now or when it was sent before. */
    record Stored(long sequence) implements IngestResult {}

    /**
     * Breaks a rule; nothing of it is stored and it must not come again.
     *
     * @param code stable; {@link #SUPERSEDED} says that a newer session of the agent exists
     */
    record Rejected(long sequence, String code, String detail) implements IngestResult {
        /** The code for a batch of a session that is no longer the agent's newest. */
        public static final String SUPERSEDED = "superseded";
    }

    /** Nothing is stored, for no fault of the batch: try again. */
    record Busy() implements IngestResult {}
}
