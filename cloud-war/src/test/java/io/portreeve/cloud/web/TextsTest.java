package io.portreeve.cloud.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Texts are found by name alone, so a name that is not there would show only on the page. */
class TextsTest {
    private static final Path PAGES = Path.of("src/main/webapp");
    private static final Pattern IN_VIEWS = Pattern.compile("text\\['([a-z0-9.-]+)'\\]");
    private static final Pattern IN_SCRIPTS = Pattern.compile("\"(js\\.[a-z0-9.-]*[a-z0-9])\"");
    private static final Pattern INLINE_STYLE = Pattern.compile("\\sstyle=\"");

    private final ResourceBundle texts = ResourceBundle.getBundle("io.portreeve.cloud.web.texts");

    private static Set<String> names(String suffix, Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(PAGES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(suffix)).toList()) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.groupCount() > 0 ? matcher.group(1) : file.toString());
                }
            }
        }
        return found;
    }

    @Test
    void everyTextOfAViewExists() throws IOException {
        assertThat(names(".xhtml", IN_VIEWS)).isNotEmpty().allMatch(texts::containsKey);
    }

    @Test
    void everyTextOfAScriptExists() throws IOException {
        assertThat(names(".js", IN_SCRIPTS)).isNotEmpty().allMatch(texts::containsKey);
    }

    @Test
    void noViewHasAStyleOfItsOwn() throws IOException {
        assertThat(names(".xhtml", INLINE_STYLE)).isEmpty();
    }
}
