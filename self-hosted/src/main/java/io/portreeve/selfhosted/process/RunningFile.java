package io.portreeve.selfhosted.process;

import io.portreeve.selfhosted.data.PrivateFiles;
import io.portreeve.selfhosted.data.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What runs for a data directory, in the order of its start, on the disk, so that the launcher after one that was killed
 * knows what is left.
 */
final class RunningFile {
    /** One line of the file: name, pid, start, signal to stop, milliseconds to wait for the stop. */
    record Entry(String name, ProcessMark mark, String stopSignal, Duration stopPatience) {
        String line() {
            return String.join(
                    " ",
                    name,
                    Long.toString(mark.pid()),
                    mark.startedAt(),
                    stopSignal,
                    Long.toString(stopPatience.toMillis()));
        }

        static Optional<Entry> parse(String line) {
            String[] words = line.split(" ", -1);
            if (words.length != 5 || !words[1].matches("[0-9]{1,10}") || !words[4].matches("[0-9]{1,10}")) {
                return Optional.empty();
            }
            return Optional.of(new Entry(
                    words[0],
                    new ProcessMark(Long.parseLong(words[1]), words[2]),
                    words[3],
                    Duration.ofMillis(Long.parseLong(words[4]))));
        }
    }

    private final Path file;

    RunningFile(Path file) {
        this.file = file;
    }

    void write(List<Entry> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append(entry.line()).append('\n'));
        try {
            PrivateFiles.write(file, text.toString());
        } catch (IOException e) {
            throw new StartFailedException("The file " + file + " cannot be written: " + e, e);
        }
    }

    /** Entries whose process still runs; a damaged line is left out, as its process cannot be known. */
    List<Entry> alive() {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.stream()
                    .flatMap(line -> Entry.parse(line).stream())
                    .filter(entry -> entry.mark().isAlive())
                    .toList();
        } catch (IOException e) {
            throw new StartFailedException("The file " + file + " cannot be read: " + e, e);
        }
    }
}
