package io.portreeve.agent.host;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringTokenizer;

/** The few shapes in which the kernel writes numbers. */
final class KernelText {
    private static final int READ = 0;
    private static final int WRITTEN = 1;
    /** Received: bytes, packets, errors, drops, and four more; the same of what was sent. */
    private static final int NETWORK_NUMBERS = 12;

    /** Bytes that went in and came out. */
    record Transfer(long in, long out) {}

    /** What was read and written of blocks: bytes, and how often. */
    record Blocks(Transfer bytes, Transfer operations) {}

    /** What went through interfaces; errors and drops of both ways. */
    record Traffic(
            long receivedBytes, long receivedPackets, long sentBytes, long sentPackets, long errors, long drops) {}

    private KernelText() {}

    /** A file of one number; {@code max} and anything else that is none is absent. */
    static OptionalLong number(String text) {
        return number(text, 0, text.length());
    }

    /** The number between two places, with blanks around it or none. */
    static OptionalLong number(String text, int from, int to) {
        int at = from;
        int end = to;
        while (at < end && text.charAt(at) <= ' ') {
            at++;
        }
        while (at < end && text.charAt(end - 1) <= ' ') {
            end--;
        }
        if (at == end) {
            return OptionalLong.empty();
        }
        long number = 0;
        boolean tooLarge = false;
        for (; at < end; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            tooLarge |= number > (Long.MAX_VALUE - digit) / 10;
            number = 10 * number + digit;
        }
        return OptionalLong.of(tooLarge ? Long.MAX_VALUE : number);
    }

    /** {@code some avg10=0.00 … total=1234}: microseconds in which some process waited. */
    static OptionalLong pressure(String text) {
        int at = text.startsWith("some ") ? text.indexOf("total=") : -1;
        int end = text.indexOf('\n');
        return at < 0 ? OptionalLong.empty() : number(text.substring(at + 6, end < at ? text.length() : end));
    }

    /** Version 1: {@code 8:0 Read 4096}, over all devices. A container that did nothing yet has an empty file. */
    static Transfer throttledBlocks(String text) {
        long[] sums = new long[2];
        for (int line = 0; line < text.length(); line = endOfLine(text, line) + 1) {
            int end = endOfLine(text, line);
            int word = text.indexOf(' ', line) + 1;
            if (word > 0 && word < end) {
                add(sums, READ, text, word, "Read ", end);
                add(sums, WRITTEN, text, word, "Write ", end);
            }
        }
        return new Transfer(sums[READ], sums[WRITTEN]);
    }

    /** Version 2: {@code 8:0 rbytes=4096 wbytes=0 rios=1 wios=0 …}, over all devices. */
    static Blocks blocks(String text) {
        long[] bytes = new long[2];
        long[] operations = new long[2];
        int word = 0;
        while (word < text.length()) {
            int end = endOfWord(text, word);
            add(bytes, READ, text, word, "rbytes=", end);
            add(bytes, WRITTEN, text, word, "wbytes=", end);
            add(operations, READ, text, word, "rios=", end);
            add(operations, WRITTEN, text, word, "wios=", end);
            word = end + 1;
        }
        return new Blocks(
                new Transfer(bytes[READ], bytes[WRITTEN]), new Transfer(operations[READ], operations[WRITTEN]));
    }

    /** Adds the number behind the name, if that is what stands there. */
    private static void add(long[] sums, int place, String text, int from, String name, int to) {
        if (text.startsWith(name, from)) {
            sums[place] += number(text, from + name.length(), to).orElse(0);
        }
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) > ' ') {
            end++;
        }
        return end;
    }

    /** {@code /proc/PID/net/dev}, over all interfaces but the loopback. */
    static Optional<Transfer> interfaces(String text) {
        return traffic(text).map(traffic -> new Transfer(traffic.receivedBytes(), traffic.sentBytes()));
    }

    /** {@code /proc/PID/net/dev}, over all interfaces but the loopback. */
    static Optional<Traffic> traffic(String text) {
        if (text.indexOf('|') < 0) {
            return Optional.empty();
        }
        long[] sums = new long[NETWORK_NUMBERS];
        for (int line = 0; line < text.length(); line = endOfLine(text, line) + 1) {
            int end = endOfLine(text, line);
            int colon = text.indexOf(':', line);
            if (colon > line && colon < end && !isLoopback(text, line)) {
                addRow(sums, text.substring(colon + 1, end));
            }
        }
        return Optional.of(new Traffic(sums[0], sums[1], sums[8], sums[9], sums[2] + sums[10], sums[3] + sums[11]));
    }

    private static boolean isLoopback(String text, int line) {
        int name = line;
        while (text.charAt(name) == ' ') {
            name++;
        }
        return text.startsWith("lo:", name);
    }

    private static void addRow(long[] sums, String row) {
        StringTokenizer words = new StringTokenizer(row);
        if (words.countTokens() >= NETWORK_NUMBERS) {
            for (int index = 0; index < sums.length; index++) {
                sums[index] += number(words.nextToken()).orElse(0);
            }
        }
    }
}
