package io.portreeve.selfhosted.parts;

import io.portreeve.selfhosted.data.PrivateFiles;
import io.portreeve.selfhosted.data.StartFailedException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What is unpacked once and used by every data directory: a directory for each thing and version, whole or absent. */
public final class Cache {
    /** Unpacks into the given, empty directory. */
    @FunctionalInterface
    public interface Unpacking {
        void into(Path directory) throws IOException;
    }

    private final Path root;

    public Cache(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    public Path get(String name, Unpacking unpacking) {
        Path wanted = root.resolve(name);
        if (Files.isDirectory(wanted)) {
            return wanted;
        }
        try {
            PrivateFiles.directory(root);
            Path unpacked = Files.createTempDirectory(root, name + ".");
            unpacking.into(unpacked);
            try {
                Files.move(unpacked, wanted, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                // Another launcher was faster.
                PrivateFiles.deleteTree(unpacked);
            }
            return wanted;
        } catch (IOException e) {
            throw new StartFailedException("Cannot unpack " + name + " below " + root + ": " + e.getMessage(), e);
        }
    }
}
