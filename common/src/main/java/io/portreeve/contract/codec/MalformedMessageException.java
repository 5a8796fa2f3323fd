package io.portreeve.contract.codec;

/** The bytes of a frame are no message of this contract; the text is for the log of either side. */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
