package io.portreeve.cloud.web.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageJsonTest {
    @Test
    void nothingInItCanEndAScriptElement() {
        String json = PageJson.text(PageJson.object().put("name", "</script><!--<b>&'\u2028\u2029"));
        assertThat(json).doesNotContain("<", ">", "&", "'", "\u2028", "\u2029").contains("\\u003C/script\\u003E");
    }

    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(PageJson.text(PageJson.object().put("name", "größe \"x\"")))
                .isEqualTo("{\"name\":\"größe \\\"x\\\"\"}");
    }
}
