package io.portreeve.selfhosted.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How to run one process.
 *
 * @param name for people and for the file of running processes: letters and digits
 * @param line the program and its arguments; never a secret, which every user of the machine could see
 * @param environment added to the launcher's own
 * @param directory where it works
 * @param log gets what it prints, at the end
 * @param stopSignal asks it to end
 * @param stopPatience how long it may take to end before it is killed
 */
public record Command(
        String name,
        List<String> line,
        Map<String, String> environment,
        Path directory,
        Path log,
        String stopSignal,
        Duration stopPatience) {
    public Command {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    /** Says nothing of the environment, which holds secrets. */
    @Override
    public String toString() {
        return "Command[" + name + ": " + line + "]";
    }
}
