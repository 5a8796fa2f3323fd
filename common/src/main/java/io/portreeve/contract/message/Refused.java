package io.portreeve.contract.message;

/**
 * A durable message breaks a rule, nothing of it is stored, and sending it again is of no use.
 *
 * @param code stable, for programs, such as {@code sample-in-future}
 * @param detail one sentence for people
 */
public record Refused(Stream stream, long sequence, String code, String detail) implements CloudMessage {
    public Refused {
        Texts.bounded("code", code);
        Texts.bounded("detail", detail);
    }
}
