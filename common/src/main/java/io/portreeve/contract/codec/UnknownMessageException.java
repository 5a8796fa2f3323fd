package io.portreeve.contract.codec;

/** A well-formed message of a type that this side does not know, perhaps from a newer version. */
public final class UnknownMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 64;

    private final String type;

    public UnknownMessageException(String type) {
        super("unknown message type");
        this.type = type.length() > LONGEST ? type.substring(0, LONGEST) : type;
    }

    /** As the peer wrote it, cut to 64 characters. */
    public String type() {
        return type;
    }
}
