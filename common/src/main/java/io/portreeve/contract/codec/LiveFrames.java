package io.portreeve.contract.codec;

import io.portreeve.contract.protocol.Limits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Frames of zlib (RFC 1950) with the {@link LiveDictionary}: a header, its checksum, the content, and its checksum. */
final class LiveFrames {
    private static final int HEADER = 6;
    private static final int TRAILER = 4;
    private static final int METHOD = 0x0f;
    private static final int DEFLATE = 8;
    private static final int HAS_DICTIONARY = 0x20;
    private static final int CHECK = 31;
    private static final int USUAL_RATIO = 8;
    private static final int SMALLEST = 1024;

    private LiveFrames() {}

    static byte[] compress(byte[] message) {
        Deflater deflater = new Deflater();
        try {
            deflater.setDictionary(LiveDictionary.bytes());
            deflater.setInput(message);
            deflater.finish();
            byte[] frame = new byte[Math.max(SMALLEST, message.length / 2)];
            int filled = 0;
            while (!deflater.finished()) {
                frame = filled == frame.length ? Arrays.copyOf(frame, 2 * filled) : frame;
                filled += deflater.deflate(frame, filled, frame.length - filled);
            }
            return Arrays.copyOf(frame, filled);
        } finally {
            deflater.end();
        }
    }

    /** Whether it claims to be zlib with a dictionary; gzip begins otherwise. */
    static boolean isOne(byte[] frame) {
        return frame.length >= HEADER + TRAILER
                && (frame[0] & METHOD) == DEFLATE
                && (frame[1] & HAS_DICTIONARY) != 0
                && ByteBuffer.wrap(frame).getChar(0) % CHECK == 0;
    }

    static byte[] decompress(byte[] frame) {
        Inflater inflater = Inflaters.take();
        try {
            require(ByteBuffer.wrap(frame).getInt(2) == LiveDictionary.ID, "another dictionary");
            inflater.setDictionary(LiveDictionary.bytes());
            inflater.setInput(frame, HEADER, frame.length - HEADER - TRAILER);
            byte[] message = inflate(inflater, frame.length);
            int checksum = ByteBuffer.wrap(frame).getInt(frame.length - TRAILER);
            require(LiveDictionary.checksum(message) == checksum, "not what was sent");
            return message;
        } catch (DataFormatException e) {
            throw new MalformedMessageException("frame is not zlib with the dictionary", e);
        } finally {
            Inflaters.give(inflater);
        }
    }

    private static byte[] inflate(Inflater inflater, int packed) throws DataFormatException {
        byte[] message = new byte[Math.max(SMALLEST, Math.min(Limits.MESSAGE_BYTES, packed * USUAL_RATIO))];
        int filled = 0;
        while (!inflater.finished()) {
            message = filled == message.length ? Arrays.copyOf(message, grown(filled)) : message;
            int more = inflater.inflate(message, filled, message.length - filled);
            require(more > 0 || inflater.finished(), "cut off");
            filled += more;
        }
        require(inflater.getRemaining() == 0, "more than one");
        return Arrays.copyOf(message, filled);
    }

    private static void require(boolean holds, String otherwise) throws DataFormatException {
        if (!holds) {
            throw new DataFormatException(otherwise);
        }
    }

    private static int grown(int length) {
        if (length >= Limits.MESSAGE_BYTES) {
            throw MalformedMessageException.tooLarge("message", Limits.MESSAGE_BYTES);
        }
        return Math.min(Limits.MESSAGE_BYTES, 2 * length);
    }
}
