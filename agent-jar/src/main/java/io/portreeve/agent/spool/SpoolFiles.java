package io.portreeve.agent.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is seen of a spool from outside, whether or not an agent has it.
 *
 * @param bytes of its files
 * @param problem one line for people if the disk takes no more records, so that they are kept in memory only
 */
public record SpoolFiles(long bytes, Optional<String> problem) {
    private static final long LEAST_ROOM = 1L << 20;

    /** Looks; a directory that is not there yet is made by the agent. */
    public static SpoolFiles at(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return new SpoolFiles(0, Optional.empty());
        }
        if (!Files.isDirectory(directory)) {
            return new SpoolFiles(0, Optional.of(directory + " is no directory"));
        }
        return new SpoolFiles(bytes(directory), problem(directory));
    }

    private static Optional<String> problem(Path directory) throws IOException {
        if (Files.getFileStore(directory).isReadOnly()) {
            return Optional.of("the file system of " + directory + " is read-only");
        }
        if (!Files.isWritable(directory)) {
            return Optional.of(directory + " may not be written to");
        }
        return Files.getFileStore(directory).getUsableSpace() < LEAST_ROOM
                ? Optional.of("the disk of " + directory + " is full")
                : Optional.empty();
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            long bytes = 0;
            for (Path file : files.filter(each -> each.toString().endsWith(Segment.SUFFIX))
                    .toList()) {
                bytes += size(file);
            }
            return bytes;
        }
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException deletedMeanwhile) {
            return 0;
        }
    }
}
