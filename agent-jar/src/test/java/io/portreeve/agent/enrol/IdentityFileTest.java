package io.portreeve.agent.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityFileTest {
    @TempDir
    Path directory;

    @Test
    void identityComesBackEqualAndIsItsOwnersAlone() throws Exception {
        Path path = directory.resolve("state/identity");
        Identity identity = identity();
        write(path, identity);

        assertThat(new IdentityFile(path).read()).isEqualTo(identity);
        assertThat(permissions(path)).isEqualTo("rw-------");
        assertThat(permissions(path.getParent())).isEqualTo("rwx------");
        try (Stream<Path> left = Files.list(path.getParent())) {
            assertThat(left).containsExactly(path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void fileThatOthersMayUseIsRefused(String mode) throws Exception {
        Path path = directory.resolve("identity");
        write(path, identity());
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        assertThatExceptionOfType(IdentityException.class)
                .isThrownBy(() -> new IdentityFile(path).read())
                .withMessageContaining("chmod 600");
    }

    @Test
    void missingIdentityIsSaidToBeMissing() {
        assertThatExceptionOfType(IdentityException.class)
                .isThrownBy(() -> new IdentityFile(directory.resolve("identity")).read())
                .withMessageContaining("not enrolled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[]", "{\"agentId\":1}"})
    void damagedIdentityIsRefused(String text) throws Exception {
        Path path = Files.writeString(directory.resolve("identity"), text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> new IdentityFile(path).read());
    }

    @Test
    void secondAgentIsKeptOff() throws Exception {
        IdentityFile file = new IdentityFile(directory.resolve("identity"));
        write(directory.resolve("identity"), identity());
        assertThat(file.isInUse()).isFalse();
        try (AutoCloseable lock = file.lock()) {
            assertThat(lock).isNotNull();
            assertThat(file.isInUse()).isTrue();
        }
        assertThat(file.isInUse()).isFalse();
    }

    @Test
    void identityDoesNotShowItsKey() throws Exception {
        assertThat(identity().toString()).contains("redacted").doesNotContain("PrivateKey", "Ed25519");
    }

    private static void write(Path path, Identity identity) {
        IdentityFile file = new IdentityFile(path);
        file.prepare();
        file.write(identity);
    }

    private static Identity identity() throws Exception {
        return new Identity(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "https://example.com",
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
