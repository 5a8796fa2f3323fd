package io.portreeve.cloud.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
    @TempDir
    Path directory;

    @Test
    void publicKeyIsDerivedFromThePrivateOne() throws IOException {
        SigningKey key = SigningKey.generate();
        Path file = directory.resolve("key.pem");
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(key.privateKey().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");

        assertThat(SigningKey.read(file).publicKey().getW())
                .isEqualTo(key.publicKey().getW());
    }

    @Test
    void fileWithoutAKeyIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("key.pem"), "nothing");
        assertThatThrownBy(() -> SigningKey.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key.pem");
    }
}
