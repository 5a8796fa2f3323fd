package io.portreeve.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Files that are opened and closed together. */
final class OpenFiles implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OpenFiles.class.getName());

    private final List<CounterFile> files = new ArrayList<>();

    CounterFile open(Path path) throws IOException {
        CounterFile file = new CounterFile(path);
        files.add(file);
        return file;
    }

    /** Empty if there is no such file, as where a controller is not enabled. */
    Optional<CounterFile> openIfThere(Path path) throws IOException {
        return Files.isReadable(path) ? Optional.of(open(path)) : Optional.empty();
    }

    /** The first of them that is there. */
    Optional<CounterFile> openFirst(Path directory, List<String> names) throws IOException {
        for (String name : names) {
            Optional<CounterFile> file = openIfThere(directory.resolve(name));
            if (file.isPresent()) {
                return file;
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        for (CounterFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.log(Level.FINE, "cannot close a cgroup file", e);
            }
        }
    }

    /** The text of a file that may be absent; empty then. */
    static String text(Optional<CounterFile> file) throws IOException {
        return file.isPresent() ? file.get().read() : "";
    }

    /** The same of a file of keys and numbers. */
    static KeyedText keyed(Optional<CounterFile> file) throws IOException {
        return new KeyedText(text(file));
    }

    /** The text of a file that can be there and still not be read, as where its kind of counting is switched off. */
    static String textIfCounted(Optional<CounterFile> file) {
        try {
            return text(file);
        } catch (IOException e) {
            LOG.log(Level.FINEST, "a cgroup file is not counted", e);
            return "";
        }
    }
}
