package io.portreeve.cloud.fleet.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PublicKeysTest {
    @Test
    void ed25519KeyIsRead() throws GeneralSecurityException {
        PublicKey key = key("Ed25519");
        assertThat(PublicKeys.parse(base64(key))).contains(key);
    }

    @Test
    void keyOfAnotherKindIsRefused() throws GeneralSecurityException {
        assertThat(PublicKeys.parse(base64(key("X25519")))).isEmpty();
        assertThat(PublicKeys.parse(base64(key("EC")))).isEmpty();
    }

    @Test
    void garbageIsRefused() {
        assertThat(PublicKeys.parse("")).isEmpty();
        assertThat(PublicKeys.parse("not base64!")).isEmpty();
        assertThat(PublicKeys.parse("AAAA")).isEmpty();
    }

    @Test
    void whatIsNoPointOfTheCurveIsRefused() throws GeneralSecurityException {
        byte[] encoded = key("Ed25519").getEncoded();
        java.util.Arrays.fill(encoded, encoded.length - 32, encoded.length, (byte) 0xFF);
        assertThat(PublicKeys.parse(encoded)).isEmpty();
    }

    private static PublicKey key(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();
    }

    private static String base64(PublicKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }
}
