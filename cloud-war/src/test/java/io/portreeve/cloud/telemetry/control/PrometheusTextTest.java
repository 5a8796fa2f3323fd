package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    @Test
    void familiesStandTogetherWithTheirHelpAndType() throws IOException {
        PrometheusText text = new PrometheusText();
        text.gauge("b", "The second.", "host=\"x\"", 0.25);
        text.gauge("a", "The first.", "host=\"x\"", 1e9);
        text.gauge("b", "The second.", "host=\"y\"", 3);
        StringBuilder written = new StringBuilder();
        text.writeTo(written);
        assertThat(written.toString()).isEqualTo("""
                # HELP a The first.
                # TYPE a gauge
                a{host="x"} 1000000000
                # HELP b The second.
                # TYPE b gauge
                b{host="x"} 0.25
                b{host="y"} 3
                """);
    }

    @Test
    void whatWouldEndALabelIsEscapedAndEmptyOnesAreLeftOut() {
        assertThat(PrometheusText.labels(List.of("name", "a\"b\\c\nd", "project", "", "service", "web")))
                .isEqualTo("name=\"a\\\"b\\\\c\\nd\",service=\"web\"");
    }
}
