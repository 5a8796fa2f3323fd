package io.portreeve.agent.host;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringTokenizer;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
        String digits = text.strip();
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
    }

    /** The number after a key at the start of a line. */
    static OptionalLong keyed(String text, String key) {
        String start = key + ' ';
        int at = text.startsWith(start) ? 0 : text.indexOf('\n' + start) + 1;
        if (at == 0 && !text.startsWith(start)) {
            return OptionalLong.empty();
        }
        int end = text.indexOf('\n', at);
        return number(text.substring(at + start.length(), end < 0 ? text.length() : end));
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
        text.lines()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length == 3)
                .forEach(words -> {
                    long bytes = number(words[2]).orElse(0);
                    if (words[1].equals("Read")) {
                        sums[READ] += bytes;
                    } else if (words[1].equals("Write")) {
                        sums[WRITTEN] += bytes;
                    }
                });
        return new Transfer(sums[READ], sums[WRITTEN]);
    }

    /** Version 2: {@code 8:0 rbytes=4096 wbytes=0 rios=1 wios=0 …}, over all devices. */
    static Blocks blocks(String text) {
        long[] bytes = new long[2];
        long[] operations = new long[2];
        text.lines().flatMap(line -> Stream.of(line.split(" ", -1))).forEach(word -> {
            if (word.startsWith("rbytes=")) {
                bytes[READ] += number(word.substring(7)).orElse(0);
            } else if (word.startsWith("wbytes=")) {
                bytes[WRITTEN] += number(word.substring(7)).orElse(0);
            } else if (word.startsWith("rios=")) {
                operations[READ] += number(word.substring(5)).orElse(0);
            } else if (word.startsWith("wios=")) {
                operations[WRITTEN] += number(word.substring(5)).orElse(0);
            }
        });
        return new Blocks(
                new Transfer(bytes[READ], bytes[WRITTEN]), new Transfer(operations[READ], operations[WRITTEN]));
    }

    /** {@code /proc/PID/net/dev}, over all interfaces but the loopback. */
    static Optional<Transfer> interfaces(String text) {
        return traffic(text).map(traffic -> new Transfer(traffic.receivedBytes(), traffic.sentBytes()));
    }

    /** {@code /proc/PID/net/dev}, over all interfaces but the loopback. */
    static Optional<Traffic> traffic(String text) {
        if (!text.contains("|")) {
            return Optional.empty();
        }
        long[] sums = new long[NETWORK_NUMBERS];
        Predicate<String> counted = line -> line.indexOf(':') > 0
                && !line.substring(0, line.indexOf(':')).strip().equals("lo");
        text.lines().filter(counted).forEach(line -> {
            StringTokenizer words = new StringTokenizer(line.substring(line.indexOf(':') + 1));
            if (words.countTokens() >= NETWORK_NUMBERS) {
                for (int index = 0; index < sums.length; index++) {
                    sums[index] += number(words.nextToken()).orElse(0);
                }
            }
        });
        return Optional.of(new Traffic(sums[0], sums[1], sums[8], sums[9], sums[2] + sums[10], sums[3] + sums[11]));
    }
}
