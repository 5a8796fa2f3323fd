package io.portreeve.selfhosted.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path directory;

    @Test
    void passwordIsMadeOnceAndKept() {
        String made = new Secrets(directory).password("database");

        assertThat(made).hasSize(32).matches("[A-Za-z0-9]+");
        assertThat(new Secrets(directory).password("database")).isEqualTo(made);
        assertThat(new Secrets(directory).password("other")).isNotEqualTo(made);
    }

    @Test
    void filesAreTheirOwnersAlone() throws IOException {
        Secrets secrets = new Secrets(directory);
        secrets.password("database");
        secrets.signingKey("key.pem");

        for (String name : new String[] {"database", "key.pem"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void signingKeyIsOnTheCurveOfEs256() throws Exception {
        Path file = new Secrets(directory).signingKey("key.pem");
        String pem = Files.readString(file);

        byte[] key = Base64.getMimeDecoder()
                .decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
        ECPrivateKey read = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));

        assertThat(read.getParams().getOrder().bitLength()).isEqualTo(256);
        assertThat(Files.readString(new Secrets(directory).signingKey("key.pem")))
                .isEqualTo(pem);
    }
}
