package io.portreeve.agent.enrol;

/** The cloud gave no identity; the text is one line for people. */
public final class EnrolmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Who has to do something about it. */
    public enum Kind {
        /** The token is not, or no longer, good for an enrolment. */
        TOKEN_REFUSED,
        /** Nobody answers at the address. */
        UNREACHABLE,
        /** The two sides could not agree on an encrypted connection. */
        TLS,
        /** The proxy on the way cannot be reached, or does not let this host through. */
        PROXY,
        /** Whoever answers does so in a way that is not understood. */
        UNEXPECTED
    }

    private final Kind kind;

    EnrolmentException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
