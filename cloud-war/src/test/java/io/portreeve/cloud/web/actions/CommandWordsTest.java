package io.portreeve.cloud.web.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandWordsTest {
    @Test
    void wordsAreCutAsAShellWould() {
        assertThat(CommandWords.of("  ls -l  /srv\t")).containsExactly("ls", "-l", "/srv");
        assertThat(CommandWords.of("sh -c 'echo \"a  b\" \\n; ls'"))
                .containsExactly("sh", "-c", "echo \"a  b\" \\n; ls");
        assertThat(CommandWords.of("a\\ b \"c \\\" d\" '' e'f'g")).isEqualTo(List.of("a b", "c \" d", "", "efg"));
        assertThat(CommandWords.of(" ")).isEmpty();
    }

    @Test
    void quoteThatIsNotClosedIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CommandWords.of("echo 'a"));
    }
}
