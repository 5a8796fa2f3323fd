package io.portreeve.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes what belongs to a service and is no code, so that the jar is all that has to be fetched and verified. */
@Command(
        name = "files",
        description =
                "Writes the installer, the service unit, the start script, Java's options and an example configuration.",
        mixinStandardHelpOptions = true)
final class FilesCommand implements Callable<Integer> {
    private static final List<String> NAMES =
            List.of("agent.properties", "install.sh", "jvm-options", "portreeve-agent", "portreeve-agent.service");

    @Parameters(paramLabel = "DIR", description = "where to")
    private Path directory;

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(directory);
        for (String name : NAMES) {
            try (InputStream content = FilesCommand.class.getResourceAsStream("dist/" + name)) {
                Files.copy(content, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return ExitStatus.OK.code();
    }
}
