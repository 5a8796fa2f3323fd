package io.portreeve.contract.protocol;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why the cloud closed the link, and whether the agent may try again.
 *
 * <p>The numbers are WebSocket close codes of the private range (RFC 6455, section 7.4.2). A code that is not listed
 * here, and every close without one, means "try again with back-off".
 */
public enum CloseCode {
    /** The node is being stopped. */
    GOING_AWAY(1001, true),
    /** A frame could not be read as a message. */
    MALFORMED(4000, true),
    /** A frame or message is larger than {@link Limits} allow. */
    TOO_LARGE(4001, true),
    /** A message came out of turn, such as anything before HELLO. */
    OUT_OF_ORDER(4002, true),
    /** The peer was silent for {@link Limits#SILENCE}. */
    SILENT(4003, true),
    /** The agent did not take what was sent to it. */
    TOO_SLOW(4004, true),
    /** The cloud failed; its own log says why. */
    INTERNAL(4005, true),
    /** The node holds all that it may until the database takes some of it; another one may have room. */
    OVERLOADED(4006, true),
    /** A newer session of the same agent took over. */
    SUPERSEDED(4100, false),
    /** The agent was revoked or deleted. */
    REVOKED(4101, false),
    /** The protocol version is not spoken here. */
    UNSUPPORTED_VERSION(4102, false);

    private final int code;
    private final boolean retry;

    CloseCode(int code, boolean retry) {
        this.code = code;
        this.retry = retry;
    }

    public int code() {
        return code;
    }

    /** Whether the agent should connect again by itself. */
    public boolean retry() {
        return retry;
    }

    public static Optional<CloseCode> of(int code) {
        return Arrays.stream(values()).filter(value -> value.code == code).findFirst();
    }
}
