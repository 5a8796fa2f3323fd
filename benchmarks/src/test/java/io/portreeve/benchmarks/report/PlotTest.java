package io.portreeve.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class PlotTest {
    @Test
    void isAnXmlDocumentWithACurveForEachOfThreeFigures() throws Exception {
        String svg = Plot.of(
                "200 < 300 & more",
                List.of(new Timeline.Second(1, 100, 5, 9, 12, 3), new Timeline.Second(2, 300, 6, 8, 9, 3)));

        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)))
                        .getElementsByTagName("polyline")
                        .getLength())
                .isEqualTo(3);
    }

    @Test
    void nothingMeasuredIsDrawnToo() {
        assertThat(Plot.of("empty", List.of())).endsWith("</svg>\n").doesNotContain("NaN");
    }

    @ParameterizedTest
    @CsvSource({"0.7, 1", "1, 1", "1.1, 2", "3, 5", "51, 100", "20000, 20000"})
    void axesEndAtRoundNumbers(double value, double round) {
        assertThat(Plot.round(value)).isEqualTo(round);
    }
}
