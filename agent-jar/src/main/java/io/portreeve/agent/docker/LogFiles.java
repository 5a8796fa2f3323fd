package io.portreeve.agent.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that an engine with the log driver json-file writes, of which its owner lets us read. */
public final class LogFiles {
    private final Path directory;

    /** That directory holds one of each container, as {@code /var/lib/docker/containers}. */
    public LogFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Follows a container's log until it is removed.
     *
     * @param sinceNanos the earliest, by the engine's clock; what began then is among it
     * @param longestLine in bytes; what is beyond is cut
     * @throws IOException if it is not there, or cannot be read
     */
    public EngineLines since(LogSource source, long sinceNanos, int longestLine) throws IOException {
        Named files = new Named(directory.resolve(source.id()).resolve(source.id() + "-json.log"));
        LogFile file = files.with(sinceNanos);
        try {
            file.seek(sinceNanos);
            return new FileLines(files, file, sinceNanos, longestLine);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Files of one log.
     *
     * @param current the one that is written; those before it have numbers behind its name, the latest of them 1,
     *     and may be compressed
     */
    record Named(Path current) {
        /** The one with the first entry of that time or later. */
        LogFile with(long sinceNanos) throws IOException {
            LogFile chosen = LogFile.open(current);
            try {
                for (int number = 1; !chosen.beginsBefore(sinceNanos); number++) {
                    Optional<Path> older = rotated(number);
                    if (older.isEmpty()) {
                        return chosen;
                    }
                    LogFile opened = LogFile.open(older.get());
                    // the same again: they were rotated between the two looks
                    chosen.close();
                    chosen = opened;
                }
                return chosen;
            } catch (IOException e) {
                chosen.close();
                throw e;
            }
        }

        /**
         * The one that goes on where that one ends; empty if that is the last one.
         *
         * @throws NoSuchFileException if they are gone
         * @throws IOException if that one is none of them any more
         */
        Optional<Path> after(LogFile file) throws IOException {
            try {
                if (file.is(current)) {
                    return Optional.empty();
                }
            } catch (NoSuchFileException e) {
                // for a moment there is none while they are rotated
                if (Files.exists(plain(1)) && file.is(plain(1))) {
                    return Optional.empty();
                }
                throw e;
            }
            Path later = current;
            for (int number = 1; ; number++) {
                Optional<Path> each = rotated(number);
                if (each.isEmpty()) {
                    throw new IOException("it was rotated away before all of it was read");
                }
                if (file.is(each.get()) || (LogBytes.isCompressed(each.get()) && file.isPacked(each.get()))) {
                    return Optional.of(later);
                }
                later = each.get();
            }
        }

        /** While it is being compressed it is there in both forms, and whole in the first. */
        private Optional<Path> rotated(int number) {
            Path plain = plain(number);
            return Stream.of(plain, plain.resolveSibling(plain.getFileName() + LogBytes.COMPRESSED))
                    .filter(Files::exists)
                    .findFirst();
        }

        private Path plain(int number) {
            return current.resolveSibling(current.getFileName() + "." + number);
        }
    }
}
