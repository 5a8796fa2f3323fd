package io.portreeve.agent.link;

import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MalformedMessageException;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.codec.UnknownMessageException;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.protocol.CloseCode;
import io.portreeve.contract.protocol.Limits;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/** The receiving half of a WebSocket: joins frames, never beyond the bounds of the contract, and reads messages. */
final class Receiver implements WebSocket.Listener {
    /** What comes in, on a thread of the library's. */
    interface Events {
        void message(CloudMessage message);

        /** Something that this version does not know; it counts as a sign of life. */
        void unknown();

        /** What came breaks the contract. */
        void broken(CloseCode code, String reason);

        void closed(int code, String reason);

        void failed(Throwable failure);
    }

    private final MessageCodec codec;
    private final Events events;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean isBroken;

    Receiver(MessageCodec codec, Events events) {
        this.codec = codec;
        this.events = events;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
        return take(webSocket, text.toString().getBytes(StandardCharsets.UTF_8), last, false);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return take(webSocket, bytes, last, true);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        events.closed(code, reason);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable failure) {
        events.failed(failure);
    }

    private CompletionStage<?> take(WebSocket webSocket, byte[] bytes, boolean last, boolean compressed) {
        if (isBroken) {
            return null;
        }
        if (message.size() + bytes.length > Limits.FRAME_BYTES) {
            broken(CloseCode.TOO_LARGE, "a message is larger than " + Limits.FRAME_BYTES + " bytes");
            return null;
        }
        message.writeBytes(bytes);
        if (last) {
            byte[] whole = message.toByteArray();
            message.reset();
            read(whole, compressed);
        }
        if (!isBroken) {
            webSocket.request(1);
        }
        return null;
    }

    private void read(byte[] whole, boolean compressed) {
        try {
            events.message(codec.decodeCloudMessage(compressed ? Frames.decompress(whole) : whole));
        } catch (UnknownMessageException e) {
            events.unknown();
        } catch (MalformedMessageException e) {
            broken(e.isTooLarge() ? CloseCode.TOO_LARGE : CloseCode.MALFORMED, e.getMessage());
        }
    }

    private void broken(CloseCode code, String reason) {
        isBroken = true;
        events.broken(code, reason);
    }
}
