package io.portreeve.contract.message;

/**
 * The cloud did not understand something that is no durable message, such as a type it does not know; the connection
 * stays.
 *
 * @param code stable, for programs, such as {@code unknown-message}
 * @param detail one sentence for people
 */
public record Problem(String code, String detail) implements CloudMessage {
    public Problem {
        Texts.bounded("code", code);
        Texts.bounded("detail", detail);
    }
}
