package io.portreeve.selfhosted.parts;

import io.portreeve.selfhosted.process.Child;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for a process to serve. */
final class Waiting {
    enum Outcome {
        READY,
        ENDED,
        TIMED_OUT
    }

    private static final long LOOK_MILLIS = 100;

    private Waiting() {}

    static Outcome until(BooleanSupplier ready, Child child, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            if (!child.isAlive()) {
                return Outcome.ENDED;
            }
            if (ready.getAsBoolean()) {
                return Outcome.READY;
            }
            if (System.nanoTime() - until > 0) {
                return Outcome.TIMED_OUT;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Outcome.TIMED_OUT;
            }
        }
    }
}
