package io.portreeve.agent.docker;

/**
 * What the engine said to a command.
 *
 * @param status of HTTP
 * @param message one line for people; may be empty
 */
public record EngineAnswer(int status, String message) {
    private static final int NOT_MODIFIED = 304;

    /** It did it, or it was so already. */
    public boolean isDone() {
        return status / 100 == 2 || status == NOT_MODIFIED;
    }

    @Override
    public String toString() {
        return message.isEmpty() ? String.valueOf(status) : status + ": " + message;
    }
}
