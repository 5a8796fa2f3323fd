package io.portreeve.agent.host;

import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.InterfaceCounters;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.function.Predicate;

/** {@code /proc/PID/net/dev}, interface by interface. */
final class InterfaceText {
    /** Received: bytes, packets, errors, drops, and four more; the same of what was sent. */
    private static final int NUMBERS = 12;

    private InterfaceText() {}

    /** Those whose name is wanted, but for the loopback. */
    static NetworkInterfaces interfaces(String text, Predicate<String> wanted) {
        List<InterfaceCounters> all = text.lines()
                .map(line -> counters(line, wanted.and(name -> !name.equals("lo"))))
                .flatMap(Optional::stream)
                .toList();
        return NetworkInterfaces.firstOf(all);
    }

    /** {@code eth0: bytes packets errs drop fifo frame compressed multicast}, received, and eight more of what was sent. */
    private static Optional<InterfaceCounters> counters(String line, Predicate<String> wanted) {
        // an alias such as eth0:1 has a colon of its own
        int colon = line.lastIndexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).strip();
        StringTokenizer words = new StringTokenizer(line.substring(colon + 1));
        boolean readable = !name.isEmpty() && name.length() <= Limits.INTERFACE_NAME_LENGTH;
        if (!readable || words.countTokens() < NUMBERS || !wanted.test(name)) {
            return Optional.empty();
        }
        long[] numbers = new long[NUMBERS];
        for (int index = 0; index < NUMBERS; index++) {
            numbers[index] = KernelText.number(words.nextToken()).orElse(0);
        }
        return Optional.of(new InterfaceCounters(
                name,
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[8],
                numbers[9],
                numbers[10],
                numbers[11]));
    }
}
