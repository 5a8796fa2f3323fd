package io.portreeve.selfhosted.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same number.
 *
 * @param pid the number
 * @param startedAt on Linux the boot and the clock tick since then (the wall clock may be set while a process runs),
 *     elsewhere the instant
 */
record ProcessMark(long pid, String startedAt) {
    private static final Path PROC = Path.of("/proc");
    private static final int STATE = 0;
    private static final int START_TIME = 19;

    /** The process that has this number now; a dead one that nobody has reaped counts as gone. */
    static Optional<ProcessMark> of(long pid) {
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .flatMap(handle -> handle.info().startInstant())
                    .map(Instant::toString)
                    .map(started -> new ProcessMark(pid, started));
        }
        try {
            String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
            // The second field, the name in brackets, may hold anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            if ("Z".equals(fields[STATE]) || "X".equals(fields[STATE])) {
                return Optional.empty();
            }
            String boot =
                    Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
            return Optional.of(new ProcessMark(pid, boot + ":" + fields[START_TIME]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean isAlive() {
        return of(pid).equals(Optional.of(this));
    }
}
