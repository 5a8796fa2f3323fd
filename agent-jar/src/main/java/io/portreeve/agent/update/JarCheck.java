package io.portreeve.agent.update;

import io.portreeve.contract.release.Release;
import io.portreeve.contract.release.SignedRelease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Whether a file is what somebody signed. */
public final class JarCheck {
    private static final String VERSION = "io/portreeve/agent/version.properties";
    private static final int LONGEST_VERSION = 4_096;
    private static final int BUFFER = 64 * 1024;

    private JarCheck() {}

    /** Why a jar must not run; empty if it is what that key's owner signed. */
    static Optional<String> problem(Path jar, SignedRelease signed, Optional<PublicKey> key) {
        Release release = signed.release();
        if (key.filter(signed::isSignedBy).isEmpty()) {
            return Optional.of("it is not signed by the key that is pinned on this host");
        }
        try {
            if (Files.size(jar) != release.bytes() || !sha256(jar).equals(release.sha256())) {
                return Optional.of("the jar is not the one that was signed");
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the jar cannot be read: " + e);
        }
    }

    public static String sha256(Path jar) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream content = Files.newInputStream(jar)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The version that the build wrote into a jar of the agent.
     *
     * @throws IOException if it is no such jar
     */
    public static String version(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(VERSION);
            if (entry == null) {
                throw new IOException(jar + " is no jar of the agent");
            }
            Properties properties = new Properties();
            try (InputStream content = zip.getInputStream(entry)) {
                properties.load(new java.io.ByteArrayInputStream(content.readNBytes(LONGEST_VERSION)));
            } catch (IllegalArgumentException e) {
                throw new IOException(jar + " does not tell its version", e);
            }
            return properties.getProperty("version", "");
        }
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
