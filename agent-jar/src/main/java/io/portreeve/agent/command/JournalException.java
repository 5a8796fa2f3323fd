package io.portreeve.agent.command;

/** The journal cannot be kept; the message is one line for people. */
final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
