package io.portreeve.cloud.fleet.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.protocol.AgentToken;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
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

    @Test
    void signatureOfTheKeyIsAcceptedAndNoOther() throws GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String token =
                new AgentToken(UUID.randomUUID(), Instant.EPOCH, UUID.randomUUID()).signedWith(keys.getPrivate());
        AgentToken.Verifier verifier = PublicKeys.verifier(keys.getPublic().getEncoded());
        assertThat(AgentToken.isSigned(token, verifier)).isTrue();
        assertThat(AgentToken.isSigned(token, PublicKeys.verifier(key("Ed25519").getEncoded())))
                .isFalse();
        assertThat(AgentToken.isSigned(token.replace("v1.", "v2."), verifier)).isFalse();
        assertThat(AgentToken.isSigned(token.substring(0, token.length() - 4), verifier))
                .isFalse();
        assertThat(AgentToken.isSigned(token + "AAAA", verifier)).isFalse();
    }

    @Test
    void allSignaturesOfTheWarmUpAreGood() {
        assertThat(PublicKeys.warmUp(3)).isEqualTo(3);
    }

    @Test
    void keyOfAnotherKindAcceptsNothing() throws GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String token =
                new AgentToken(UUID.randomUUID(), Instant.EPOCH, UUID.randomUUID()).signedWith(keys.getPrivate());
        for (byte[] other : List.of(key("X25519").getEncoded(), key("EC").getEncoded(), new byte[0], new byte[44])) {
            assertThat(AgentToken.isSigned(token, PublicKeys.verifier(other))).isFalse();
        }
    }

    private static PublicKey key(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();
    }

    private static String base64(PublicKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }
}
