package io.portreeve.contract.codec;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks what a gzip file of the plainest form holds: one member, no name, no comment. Inflaters are used again, since
 * making one costs more than unpacking a frame with it.
 */
final class Inflaters {
    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int KEPT = 16;
    /** What deflate can do; who claims more gets no memory for it. */
    private static final int HIGHEST_RATIO = 1_032;

    private static final BlockingQueue<Inflater> FREE = new ArrayBlockingQueue<>(KEPT);

    private Inflaters() {}

    /** Empty if it is not of that form, would be larger than may be, or is damaged. */
    static Optional<byte[]> unpack(byte[] file, int most) {
        if (file.length < HEADER + TRAILER || !isPlain(file)) {
            return Optional.empty();
        }
        int size = littleEndian(file, file.length - 4);
        if (size < 0 || size > most || size > (long) file.length * HIGHEST_RATIO) {
            return Optional.empty();
        }
        byte[] content = new byte[size];
        if (!inflate(file, content)) {
            return Optional.empty();
        }
        CRC32 check = new CRC32();
        check.update(content);
        return (int) check.getValue() == littleEndian(file, file.length - TRAILER)
                ? Optional.of(content)
                : Optional.empty();
    }

    private static boolean inflate(byte[] file, byte[] content) {
        Inflater inflater = take();
        try {
            inflater.setInput(file, HEADER, file.length - HEADER - TRAILER);
            int filled = 0;
            while (!inflater.finished()) {
                int more = inflater.inflate(content, filled, content.length - filled);
                if (more == 0 && !inflater.finished()) {
                    return false;
                }
                filled += more;
            }
            return filled == content.length && inflater.getRemaining() == 0;
        } catch (DataFormatException e) {
            return false;
        } finally {
            give(inflater);
        }
    }

    /** One for content without a header, to be given back. */
    static Inflater take() {
        Inflater free = FREE.poll();
        return free == null ? new Inflater(true) : free;
    }

    static void give(Inflater inflater) {
        inflater.reset();
        if (!FREE.offer(inflater)) {
            inflater.end();
        }
    }

    /** The method is deflate, and no flag says that more stands before the content. */
    private static boolean isPlain(byte[] file) {
        return file[0] == 0x1f && file[1] == (byte) 0x8b && file[2] == 8 && file[3] == 0;
    }

    private static int littleEndian(byte[] file, int first) {
        return (file[first] & 0xff)
                | (file[first + 1] & 0xff) << 8
                | (file[first + 2] & 0xff) << 16
                | (file[first + 3] & 0xff) << 24;
    }
}
