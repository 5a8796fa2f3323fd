package io.portreeve.agent.spool;

/** The spool cannot be used as it is; the text is one line for people. */
public final class SpoolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpoolException(String message, Throwable cause) {
        super(message, cause);
    }
}
