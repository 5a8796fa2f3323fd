package io.portreeve.cloud.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/hosts", "/containers?q=a%20b&page=2"})
    void pagesOfOursAreKept(String asked) {
        assertThat(ReturnPath.of(asked)).isEqualTo(asked);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "/\t/evil.example",
                "hosts",
                "javascript:alert(1)",
                "/login?from=/login",
                "/a b",
                "/x\r\nSet-Cookie: a=b"
            })
    void anythingElseLeadsToTheOverview(String asked) {
        assertThat(ReturnPath.of(asked)).isEqualTo("/");
    }
}
