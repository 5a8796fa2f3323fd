package io.portreeve.cloud.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portreeve.contract.release.Release;
import io.portreeve.contract.release.ReleaseVersion;
import io.portreeve.contract.release.SignedRelease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The release of the agent that the deployment offers, while there is one. */
public final class OfferedRelease {
    private static final KeyPair KEYS = keys();
    private static final Path FILE = directory().resolve("agent.release");

    private OfferedRelease() {}

    static List<String> options() {
        String key = Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
        return List.of("-Dportreeve.agent-release=" + FILE, "-Dportreeve.release-key=" + key);
    }

    /** From now on this version of {@link Parts#AGENT} is offered. */
    public static void of(String version) {
        try {
            byte[] jar = Parts.AGENT.getBytes(UTF_8);
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
            Release release = new Release(
                    new ReleaseVersion(version),
                    sha256,
                    jar.length,
                    17,
                    Instant.parse("2026-11-25T22:00:00Z"),
                    Set.of());
            Files.writeString(
                    FILE, SignedRelease.sign(release, KEYS.getPrivate()).text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on there is none. */
    public static void none() {
        try {
            Files.deleteIfExists(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("portreeve-release");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
