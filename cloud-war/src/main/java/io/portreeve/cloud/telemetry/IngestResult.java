package io.portreeve.cloud.telemetry;

/** What became of a batch. */
public sealed interface IngestResult {
    /** Committed, now or before. */
    record Stored(long sequence) implements IngestResult {}

    /** It breaks a rule, nothing of it is stored, and sending it again is of no use. */
    record Rejected(long sequence, String code, String detail) implements IngestResult {
        /** The code for a batch of a session that is no longer the agent's newest. */
        public static final String SUPERSEDED = "superseded";
    }

    /** Nothing is stored now; to be given again after a while. */
    record Busy() implements IngestResult {}
}
