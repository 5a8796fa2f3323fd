package io.portreeve.selfhosted.data;

/** Portreeve cannot start or go on; the message is the one line that a person gets to read. */
public final class StartFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartFailedException(String message) {
        super(message);
    }

    public StartFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
