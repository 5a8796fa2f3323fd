package io.portreeve.cloud.platform;

import java.time.Duration;
import java.util.Optional;

/** A caller's problem: translated once in each door, shown to the caller, never logged as a failure of ours. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final Duration retryAfter;

    /**
     * @param detail one sentence for the caller, without secrets
     */
    public ProblemException(ProblemCode code, String detail) {
        super(detail);
        this.code = code;
        this.retryAfter = null;
    }

    /**
     * @param retryAfter when it is worth to try again
     */
    public ProblemException(ProblemCode code, String detail, Duration retryAfter) {
        super(detail);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public ProblemCode code() {
        return code;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
