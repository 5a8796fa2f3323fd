package io.portreeve.contract.message;

/** Everything in the stream up to and including the number is committed, or refused and never to be sent again. */
public record Acknowledged(Stream stream, long sequence) implements CloudMessage {}
