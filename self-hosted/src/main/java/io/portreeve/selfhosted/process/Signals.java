package io.portreeve.selfhosted.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Signals to any process, which Java itself only sends two of. */
final class Signals {
    private static final Duration LOOK = Duration.ofMillis(50);

    private Signals() {}

    static void send(String signal, long pid) {
        try {
            new ProcessBuilder(List.of("/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", signal, Long.toString(pid)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("cannot send " + signal + " to " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks a process to end, waits, then ends it by force. */
    static void end(ProcessMark process, String signal, Duration patience) {
        send(signal, process.pid());
        if (!await(() -> !process.isAlive(), patience)) {
            send("KILL", process.pid());
            await(() -> !process.isAlive(), Duration.ofSeconds(10));
        }
    }

    static boolean await(BooleanSupplier condition, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return condition.getAsBoolean();
            }
        }
        return true;
    }
}
