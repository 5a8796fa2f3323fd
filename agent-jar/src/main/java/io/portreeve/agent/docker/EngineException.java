package io.portreeve.agent.docker;

/** The engine could not be asked; the message is one line for people. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
