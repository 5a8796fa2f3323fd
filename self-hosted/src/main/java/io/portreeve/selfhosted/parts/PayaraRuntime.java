package io.portreeve.selfhosted.parts;

import io.portreeve.selfhosted.data.StartFailedException;
import io.portreeve.selfhosted.process.Children;
import io.portreeve.selfhosted.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Payara Micro unpacked, and the archive of its classes that halves the time of a start. Both are shared by all data
 * directories; the archive only counts for the very jars, Java and options it was made with.
 */
public final class PayaraRuntime {
    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private static final String FILES = "/io/portreeve/payara/";

    private final Path directory;
    private final Path archive;

    private PayaraRuntime(Path directory, Path archive) {
        this.directory = directory;
        this.archive = archive;
    }

    /** @param microJar Payara Micro as it is published */
    public static PayaraRuntime unpack(Cache cache, Path microJar, String version, Children children, Path log) {
        Path directory = cache.get("payara-micro-" + version, target -> {
            int status = children.run(new Command(
                    "unpack",
                    List.of(
                            JAVA.toString(),
                            "-Xmx64m",
                            "-XX:+UseSerialGC",
                            "-jar",
                            microJar.toString(),
                            "--rootdir",
                            target.toString(),
                            "--outputlauncher"),
                    Map.of(),
                    target,
                    log,
                    "TERM",
                    Duration.ofSeconds(5)));
            if (status != 0 || !Files.exists(target.resolve("launch-micro.jar"))) {
                throw new IOException("Payara Micro did not unpack itself; see " + log);
            }
        });
        String key = digest(System.getProperty("java.vm.version") + '\n' + file("micro/jvm-options"));
        return new PayaraRuntime(directory, cache.root().resolve("payara-micro-" + version + "-" + key + ".jsa"));
    }

    Path directory() {
        return directory;
    }

    /** Where the class archive is, or is to be. */
    public Path archive() {
        return archive;
    }

    /** Where Java writes the archive: half of one must never be taken for a whole. */
    Path unfinishedArchive() {
        return archive.resolveSibling(archive.getFileName() + ".new");
    }

    /** Puts the archive that was just written in its place. */
    public void keepArchive() {
        try {
            Files.move(unfinishedArchive(), archive, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StartFailedException("Java made no class archive: " + e, e);
        }
    }

    /** A file of the Payara configuration, whole. */
    static String file(String name) {
        try (InputStream resource = PayaraRuntime.class.getResourceAsStream(FILES + name)) {
            if (resource == null) {
                throw new StartFailedException("The Payara configuration " + name + " is missing from the class path");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StartFailedException("The Payara configuration " + name + " cannot be read: " + e, e);
        }
    }

    /** A file of one argument a line, with comments. */
    static List<String> arguments(String name) {
        return file(name)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
