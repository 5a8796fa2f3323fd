package io.portreeve.cloud.telemetry.control;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Some of all containers, or hosts, which are looked at together, so that the memory it takes does not grow with all of
 * them. Ids are spread evenly by a hash, since those that came at the same time begin alike.
 */
record Slice(int number, int of) {
    private static final int FINEST = 4_096;

    /** All of so many, in slices of about so many. */
    static List<Slice> of(long all, int atOnce) {
        int slices = (int) Math.min(FINEST, Math.max(1, (all + atOnce - 1) / atOnce));
        return IntStream.range(0, slices)
                .mapToObj(number -> new Slice(number, slices))
                .toList();
    }

    /** On a column of ids. */
    String condition(String column) {
        return of == 1 ? "true" : "(uuid_hash(" + column + ") & " + (FINEST - 1) + ") % " + of + " = " + number;
    }
}
