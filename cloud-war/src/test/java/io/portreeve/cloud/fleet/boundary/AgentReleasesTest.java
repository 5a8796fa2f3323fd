package io.portreeve.cloud.fleet.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.platform.PortreeveConfig;
import io.portreeve.contract.release.Release;
import io.portreeve.contract.release.ReleaseVersion;
import io.portreeve.contract.release.SignedRelease;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentReleasesTest {
    private static final byte[] JAR = "a jar".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private final KeyPair keys = newKeys();
    private Path jar;
    private Path text;

    @BeforeEach
    void sign() throws Exception {
        jar = Files.write(directory.resolve("agent.jar"), JAR);
        text = directory.resolve("agent.release");
        Files.writeString(text, signed(keys).text());
    }

    @Test
    void releaseOfTheJarIsOffered() {
        assertThat(releases(Optional.of(keys)).signed())
                .hasValueSatisfying(
                        signed -> assertThat(signed.release().version().text()).isEqualTo("1.2"));
    }

    @Test
    void releaseOfAnotherJarIsNot() throws IOException {
        Files.writeString(jar, "another jar");
        assertThat(releases(Optional.of(keys)).signed()).isEmpty();
    }

    @Test
    void releaseThatAgentsWouldNotBelieveIsNot() {
        assertThat(releases(Optional.of(newKeys())).signed()).isEmpty();
        assertThat(releases(Optional.empty()).signed()).isEmpty();
    }

    @Test
    void fileThatIsNoReleaseIsNot() throws IOException {
        Files.writeString(text, "something else");
        assertThat(releases(Optional.of(keys)).signed()).isEmpty();
        Files.delete(text);
        assertThat(releases(Optional.of(keys)).signed()).isEmpty();
    }

    private AgentReleases releases(Optional<KeyPair> known) {
        return new AgentReleases(new PortreeveConfig(
                URI.create("redis://127.0.0.1:6379"),
                URI.create("https://portreeve.example.org"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(10),
                Duration.ofDays(30),
                Duration.ofDays(7),
                Optional.of(jar),
                Optional.of(text),
                known.map(pair ->
                        Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())),
                List.of(),
                "one"));
    }

    private static SignedRelease signed(KeyPair signer) throws NoSuchAlgorithmException {
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(JAR));
        return SignedRelease.sign(
                new Release(
                        new ReleaseVersion("1.2"),
                        sha256,
                        JAR.length,
                        17,
                        Instant.parse("2026-11-25T22:00:00Z"),
                        Set.of()),
                signer.getPrivate());
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
