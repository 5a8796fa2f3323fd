package io.portreeve.selfhosted.parts;

import io.portreeve.selfhosted.data.StartFailedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, packed as a resource for each kind of machine. */
public final class PostgresBinaries {
    private static final Map<String, String> RESOURCES =
            Map.of("amd64", "postgres-linux-x86_64.txz", "aarch64", "postgres-linux-arm_64.txz");

    private PostgresBinaries() {}

    /** @return the directory that has {@code bin/postgres} */
    public static Path unpack(Cache cache, String version) {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String resource = RESOURCES.get(architecture);
        if (resource == null || !"Linux".equals(System.getProperty("os.name"))) {
            throw new StartFailedException("Portreeve brings PostgreSQL for Linux on amd64 and aarch64; this is "
                    + System.getProperty("os.name") + " on " + architecture);
        }
        return cache.get("postgresql-" + version + "-" + architecture, directory -> unpack(resource, directory));
    }

    private static void unpack(String resource, Path directory) throws IOException {
        try (InputStream packed = PostgresBinaries.class.getClassLoader().getResourceAsStream(resource)) {
            if (packed == null) {
                throw new IOException("the resource " + resource + " is missing from the class path");
            }
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, directory);
                }
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory) throws IOException {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("the archive names a file outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
