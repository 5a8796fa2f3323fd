package io.portreeve.selfhosted.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Refuses to start where the disk is about to be full: a database that runs out of room stops in the middle of work. */
public final class DiskRoom {
    private static final long MIB = 1024 * 1024;

    /** For the data: PostgreSQL's first files, its write-ahead log of up to 512 MiB, and some days of samples. */
    public static final long NEEDED_FOR_DATA = 1024 * MIB;

    /** For what is unpacked once, beside the data: PostgreSQL, Redis, Payara and its class archive. */
    public static final long NEEDED_FOR_CACHE = 400 * MIB;

    private DiskRoom() {}

    /** @param directory need not exist yet */
    public static void check(Path directory, long neededBytes) {
        Path existing = directory.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            if (free < neededBytes) {
                throw new StartFailedException(String.format(
                        Locale.ROOT,
                        "The disk of %s has %d MiB free, and Portreeve needs %d MiB to start; make room or choose"
                                + " another directory with --data",
                        directory,
                        free / MIB,
                        neededBytes / MIB));
            }
        } catch (IOException e) {
            throw new StartFailedException(
                    "The free room on the disk of " + directory + " is not to be learnt: " + e, e);
        }
    }
}
