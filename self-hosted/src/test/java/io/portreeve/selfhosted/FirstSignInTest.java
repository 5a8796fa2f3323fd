package io.portreeve.selfhosted;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.selfhosted.data.Secrets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstSignInTest {
    private static final Optional<String> NOTHING = Optional.empty();

    @TempDir
    private Path directory;

    private Secrets secrets;

    @BeforeEach
    void open() {
        secrets = new Secrets(directory);
    }

    @Test
    void passwordIsMadeUpAndShown() {
        FirstSignIn made = FirstSignIn.decide(false, NOTHING, NOTHING, secrets).orElseThrow();

        assertThat(made.email()).isEqualTo("admin@localhost");
        assertThat(made.invitation()).contains(made.email()).contains(made.password());
        assertThat(made.toString()).doesNotContain(made.password());
    }

    @Test
    void givenPasswordIsNeitherShownNorKept() {
        FirstSignIn given = FirstSignIn.decide(false, Optional.of("a@b"), Optional.of("given secret"), secrets)
                .orElseThrow();

        assertThat(given.invitation()).contains("a@b").doesNotContain("given secret");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void startThatWasCutOffShowsTheSamePasswordNextTime() {
        FirstSignIn first =
                FirstSignIn.decide(false, Optional.of("a@b"), NOTHING, secrets).orElseThrow();

        assertThat(FirstSignIn.decide(false, NOTHING, NOTHING, secrets)).contains(first);
        assertThat(FirstSignIn.decide(true, NOTHING, NOTHING, secrets)).contains(first);
    }

    @Test
    void passwordIsShownOnce() {
        FirstSignIn.decide(false, NOTHING, NOTHING, secrets);

        FirstSignIn.shown(secrets);

        assertThat(FirstSignIn.decide(true, NOTHING, NOTHING, secrets)).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void givenPasswordReplacesOneThatWasNeverShown() {
        FirstSignIn.decide(false, NOTHING, NOTHING, secrets);

        FirstSignIn given = FirstSignIn.decide(false, NOTHING, Optional.of("given secret"), secrets)
                .orElseThrow();

        assertThat(given.password()).isEqualTo("given secret");
        assertThat(directory).isEmptyDirectory();
    }
}
