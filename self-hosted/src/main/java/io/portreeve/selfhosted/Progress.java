package io.portreeve.selfhosted;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;

/** Tells a person what happens, a line a step. */
final class Progress {
    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    <T> T step(String done, Supplier<T> work) {
        long began = System.nanoTime();
        T result = work.get();
        say(String.format(Locale.ROOT, "%s (%.1f s)", done, (System.nanoTime() - began) / 1e9));
        return result;
    }
}
