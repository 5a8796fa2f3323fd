package io.portreeve.contract.codec;

import io.portreeve.contract.protocol.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Binary frames: gzip (RFC 1952) over one message, or zlib (RFC 1950) with a dictionary that both sides know, for those who
 * understand {@link io.portreeve.contract.protocol.Capability#LIVE_DICTIONARY}.
 */
public final class Frames {
    private Frames() {}

    public static byte[] compress(byte[] message) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(Math.max(64, message.length / 3));
        try (GZIPOutputStream gzip = new GZIPOutputStream(frame)) {
            gzip.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return frame.toByteArray();
    }

    /** With what both sides know of the newest values beforehand. */
    public static byte[] compressLive(byte[] message) {
        return LiveFrames.compress(message);
    }

    /**
     * Unpacks a frame of either form, and stops at {@link Limits#MESSAGE_BYTES} whatever the frame would grow to.
     *
     * @throws MalformedMessageException if the frame is too large, grows too large, or is neither
     */
    public static byte[] decompress(byte[] frame) {
        if (frame.length > Limits.FRAME_BYTES) {
            throw MalformedMessageException.tooLarge("frame", Limits.FRAME_BYTES);
        }
        if (LiveFrames.isOne(frame)) {
            return LiveFrames.decompress(frame);
        }
        return Inflaters.unpack(frame, Limits.MESSAGE_BYTES).orElseGet(() -> carefully(frame));
    }

    /** Whatever form of gzip it has, and to find out what is wrong with it. */
    private static byte[] carefully(byte[] frame) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(frame), 4096)) {
            byte[] message = gzip.readNBytes(Limits.MESSAGE_BYTES + 1);
            if (message.length > Limits.MESSAGE_BYTES) {
                throw MalformedMessageException.tooLarge("message", Limits.MESSAGE_BYTES);
            }
            return message;
        } catch (IOException e) {
            throw new MalformedMessageException("frame is not gzip", e);
        }
    }
}
