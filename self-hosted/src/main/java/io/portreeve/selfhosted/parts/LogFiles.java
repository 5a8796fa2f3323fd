package io.portreeve.selfhosted.parts;

import io.portreeve.selfhosted.data.StartFailedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Bounds the logs: a file that has grown too long is kept once and begun anew. The parts write at its end. */
public final class LogFiles {
    static final long LONGEST = 10L * 1024 * 1024;

    private LogFiles() {}

    public static void trim(Path directory) {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, "*.log")) {
            for (Path log : logs) {
                if (Files.size(log) > LONGEST) {
                    Files.copy(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                        channel.truncate(0);
                    }
                }
            }
        } catch (IOException e) {
            throw new StartFailedException("The logs in " + directory + " cannot be kept short: " + e.getMessage(), e);
        }
    }
}
