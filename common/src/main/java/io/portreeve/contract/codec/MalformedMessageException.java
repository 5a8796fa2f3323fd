package io.portreeve.contract.codec;

/** The bytes of a frame are no message of this contract; the text is for the log of either side. */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean tooLarge;

    public MalformedMessageException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private MalformedMessageException(String message, Throwable cause, boolean tooLarge) {
        super(message, cause);
        this.tooLarge = tooLarge;
    }

    static MalformedMessageException tooLarge(String what, int limitBytes) {
        return new MalformedMessageException(what + " is larger than " + limitBytes + " bytes", null, true);
    }

    /** Whether a bound of {@link io.portreeve.contract.protocol.Limits} was passed, rather than a rule of form. */
    public boolean isTooLarge() {
        return tooLarge;
    }
}
