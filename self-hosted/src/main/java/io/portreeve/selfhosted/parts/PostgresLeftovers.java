package io.portreeve.selfhosted.parts;

import io.portreeve.selfhosted.data.StartFailedException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a server that was killed leaves in a data directory of PostgreSQL: its own processes, which may write for a moment
 * yet, and a file that names its number. All processes of a server work in its data directory, which is how they are
 * known.
 */
final class PostgresLeftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private PostgresLeftovers() {}

    static void end(Path directory) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (List<ProcessHandle> left = processes(directory); !left.isEmpty(); left = processes(directory)) {
            if (System.nanoTime() - until > 0) {
                throw new StartFailedException("Processes of an earlier PostgreSQL do not end: "
                        + left.stream().map(ProcessHandle::pid).toList());
            }
            // Safe at any moment: what was committed is in the write-ahead log.
            left.forEach(ProcessHandle::destroyForcibly);
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        try {
            // Only now, with no process left that could write: the number in it may be someone else's by now, and
            // PostgreSQL would refuse to start.
            Files.deleteIfExists(directory.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new StartFailedException("The file postmaster.pid cannot be deleted: " + e.getMessage(), e);
        }
    }

    private static List<ProcessHandle> processes(Path directory) {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            Path real = directory.toRealPath();
            for (Path process : all) {
                if (workingDirectory(process).equals(Optional.of(real))) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .filter(handle -> handle.info().command().orElse("").endsWith("/postgres"))
                            .ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            throw new StartFailedException("The running processes cannot be listed: " + e.getMessage(), e);
        }
        return found;
    }

    private static Optional<Path> workingDirectory(Path process) {
        try {
            return Optional.of(Files.readSymbolicLink(process.resolve("cwd")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
