package io.portreeve.contract.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTokenTest {
    private final AgentToken token =
            new AgentToken(UUID.randomUUID(), Instant.ofEpochSecond(1_767_225_600), UUID.randomUUID());
    private KeyPair keys;

    @BeforeEach
    void makeKeys() throws GeneralSecurityException {
        keys = keys("Ed25519");
    }

    @Test
    void signedTokenComesBackEqualAndIsItsSigners() throws GeneralSecurityException {
        String text = token.signedWith(keys.getPrivate());
        assertThat(AgentToken.unverified(text)).contains(token);
        assertThat(AgentToken.isSignedBy(text, keys.getPublic())).isTrue();
        assertThat(AgentToken.isSignedBy(text, keys("Ed25519").getPublic())).isFalse();
    }

    @Test
    void changedTokenIsNotTheSigners() {
        String text = token.signedWith(keys.getPrivate());
        String other =
                text.replace(token.agentId().toString(), UUID.randomUUID().toString());
        assertThat(AgentToken.isSignedBy(other, keys.getPublic())).isFalse();
        assertThat(AgentToken.isSignedBy(text.replace(".1767225600.", ".1767225601."), keys.getPublic()))
                .isFalse();
        assertThat(AgentToken.isSignedBy(text.substring(0, text.length() - 4), keys.getPublic()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "v1....",
                "v2.00000000-0000-0000-0000-000000000000.1.00000000-0000-0000-0000-000000000000.x",
                "v1.x.1.00000000-0000-0000-0000-000000000000.x",
                "v1.00000000-0000-0000-0000-000000000000.soon.00000000-0000-0000-0000-000000000000.x",
                "v1.00000000-0000-0000-0000-000000000000.9223372036854775807.00000000-0000-0000-0000-000000000000.x",
                "v1.00000000-0000-0000-0000-000000000000.1.00000000-0000-0000-0000-000000000000.x.y"
            })
    void textThatIsNoTokenIsNone(String text) {
        assertThat(AgentToken.unverified(text)).isEmpty();
        assertThat(AgentToken.isSignedBy(text, keys.getPublic())).isFalse();
    }

    @Test
    void longTextIsNotLookedAt() {
        assertThat(AgentToken.unverified(".".repeat(1_000_000))).isEmpty();
    }

    @Test
    void otherKindOfKeyIsRefused() throws GeneralSecurityException {
        KeyPair others = keys("RSA");
        assertThatIllegalArgumentException().isThrownBy(() -> token.signedWith(others.getPrivate()));
        assertThat(AgentToken.isSignedBy(token.signedWith(keys.getPrivate()), others.getPublic()))
                .isFalse();
    }

    private static KeyPair keys(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    }
}
