package io.portreeve.benchmarks.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Other programs, to their end. */
public final class Commands {
    private Commands() {}

    /** Gives what it wrote on standard output; by a file, since what it leaves running may hold a pipe. */
    public static String run(List<String> line) throws IOException, InterruptedException {
        Path output = Files.createTempFile("portreeve-bench", ".out");
        try {
            Process process = new ProcessBuilder(line)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(String.join(" ", line) + " ended with " + status);
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            Files.delete(output);
        }
    }
}
