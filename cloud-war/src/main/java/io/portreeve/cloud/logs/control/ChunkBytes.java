package io.portreeve.cloud.logs.control;

import io.portreeve.cloud.logs.LogStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A stretch of lines as bytes: version 1, then, deflated, the number of entries, and each one as differences to the one
 * before and its text. Numbers are of variable length, signs in the lowest bit.
 */
final class ChunkBytes {
    private static final int VERSION = 1;
    private static final int SEVEN_BITS = 0x7F;
    private static final int CONTINUED = 0x80;

    private ChunkBytes() {}

    static byte[] write(LogChunk chunk) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED + 2);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater, 4096))) {
            number(out, chunk.items().size());
            long time = 0;
            long number = 0;
            for (LogChunk.Item item : chunk.items()) {
                out.writeByte(code(item.stream()));
                number(out, item.number() - number);
                number(out, item.timeNanos() - time);
                byte[] text = item.text().getBytes(StandardCharsets.UTF_8);
                number(out, text.length);
                out.write(text);
                if (item.stream() == LogStream.GAP) {
                    number(out, item.timeNanos() - item.fromNanos());
                    number(out, item.missed());
                }
                number = item.number();
                time = item.timeNanos();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    static LogChunk read(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new IllegalStateException("the column holds what was written by this class");
        }
        try (DataInputStream in =
                new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1)))) {
            int count = (int) number(in);
            List<LogChunk.Item> items = new ArrayList<>(count);
            long time = 0;
            long number = 0;
            for (int i = 0; i < count; i++) {
                LogStream stream = stream(in.readByte());
                number += number(in);
                time += number(in);
                String text = new String(in.readNBytes((int) number(in)), StandardCharsets.UTF_8);
                boolean isGap = stream == LogStream.GAP;
                long from = isGap ? time - number(in) : time;
                items.add(new LogChunk.Item(stream, number, time, text, from, isGap ? number(in) : 0));
            }
            return new LogChunk(items.get(0).number(), items);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int code(LogStream stream) {
        return switch (stream) {
            case STDOUT -> 0;
            case STDERR -> 1;
            case GAP -> 2;
        };
    }

    private static LogStream stream(byte code) {
        return switch (code) {
            case 0 -> LogStream.STDOUT;
            case 1 -> LogStream.STDERR;
            default -> LogStream.GAP;
        };
    }

    private static void number(DataOutputStream out, long value) throws IOException {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~SEVEN_BITS) != 0) {
            out.writeByte((int) ((rest & SEVEN_BITS) | CONTINUED));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long number(DataInputStream in) throws IOException {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = in.readByte();
            value |= (long) (next & SEVEN_BITS) << shift;
            shift += 7;
        } while ((next & CONTINUED) != 0);
        return (value >>> 1) ^ -(value & 1);
    }
}
