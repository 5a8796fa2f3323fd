package io.portreeve.cloud.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void passwordMatchesItsOwnHashOnly() {
        String hash = passwords.hash("correct horse");
        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("correct horsf", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
    }

    @Test
    void hashIsInPhcFormWithTheCostOfArgon2idAndSalted() {
        assertThat(passwords.hash("x"))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
                .isNotEqualTo(passwords.hash("x"));
    }

    @Test
    void endlessPasswordIsRefusedWithoutEndlessWork() {
        String hash = passwords.hash("a".repeat(1_024));
        assertThat(passwords.matches("a".repeat(1_000_000), hash)).isFalse();
    }

    @Test
    void otherFormsOfHashesAreRefused() {
        assertThatThrownBy(() -> passwords.matches("x", "$2a$10$abc")).isInstanceOf(IllegalArgumentException.class);
    }
}
