package io.portreeve.agent.network;

/**
 * Why the cloud could not be reached.
 *
 * @param text in one line, for people
 * @param advice what to do about it
 */
public record Failure(Kind kind, String text, String advice) {
    /** Who is in the way. */
    public enum Kind {
        NETWORK,
        /** The other side is not who it should be, or this side is not for it. */
        TLS,
        PROXY,
        /** The cloud answers, with a refusal. */
        REFUSED
    }
}
