package io.portreeve.agent.host;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The few shapes in which the kernel writes numbers. */
final class KernelText {
    private static final int READ = 0;
    private static final int WRITTEN = 1;

    /** Bytes that went in and came out. */
    record Transfer(long in, long out) {}

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
        return text.lines()
                .filter(line ->
                        line.startsWith(key) && line.length() > key.length() && line.charAt(key.length()) == ' ')
                .map(line -> number(line.substring(key.length() + 1)))
                .findFirst()
                .orElse(OptionalLong.empty());
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

    /** Version 2: {@code 8:0 rbytes=4096 wbytes=0 rios=1 …}, over all devices. */
    static Transfer blocks(String text) {
        long[] sums = new long[2];
        text.lines().flatMap(line -> Stream.of(line.split(" ", -1))).forEach(word -> {
            if (word.startsWith("rbytes=")) {
                sums[READ] += number(word.substring(7)).orElse(0);
            } else if (word.startsWith("wbytes=")) {
                sums[WRITTEN] += number(word.substring(7)).orElse(0);
            }
        });
        return new Transfer(sums[READ], sums[WRITTEN]);
    }

    /** {@code /proc/PID/net/dev}, over all interfaces but the loopback. */
    static Optional<Transfer> interfaces(String text) {
        if (!text.contains("|")) {
            return Optional.empty();
        }
        long[] sums = new long[2];
        Predicate<String> counted = line -> line.indexOf(':') > 0
                && !line.substring(0, line.indexOf(':')).strip().equals("lo");
        text.lines().filter(counted).forEach(line -> {
            String[] words = line.substring(line.indexOf(':') + 1).strip().split("\\s+", -1);
            if (words.length >= 9) {
                sums[READ] += number(words[0]).orElse(0);
                sums[WRITTEN] += number(words[8]).orElse(0);
            }
        });
        return Optional.of(new Transfer(sums[READ], sums[WRITTEN]));
    }
}
