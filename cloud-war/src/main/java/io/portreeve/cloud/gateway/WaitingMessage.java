package io.portreeve.cloud.gateway;

import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.Durable;
import io.portreeve.contract.message.Stream;

/** A durable message that waits for its turn: as the frame that it came in, many times smaller than what is in it. */
final class WaitingMessage {
    /** One message on the wire. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(byte[] bytes, boolean compressed) {
        AgentMessage read(MessageCodec codec) {
            return codec.decodeAgentMessage(compressed ? Frames.decompress(bytes) : bytes);
        }
    }

    private final Stream stream;
    private final long sequence;
    private final Frame frame;
    private Durable message;

    WaitingMessage(Durable message, Frame frame) {
        stream = message.stream();
        sequence = message.sequence();
        this.message = message;
        this.frame = frame;
    }

    Stream stream() {
        return stream;
    }

    long sequence() {
        return sequence;
    }

    long bytes() {
        return frame.bytes().length;
    }

    /** What is in it, which is kept until {@link #fold}. */
    Durable unfolded(MessageCodec codec) {
        if (message == null) {
            message = (Durable) frame.read(codec);
        }
        return message;
    }

    /** It will not be needed for a while. */
    void fold() {
        message = null;
    }
}
