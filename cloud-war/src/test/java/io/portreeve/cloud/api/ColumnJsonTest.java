package io.portreeve.cloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.portreeve.cloud.telemetry.Column;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnJsonTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(Column.class, new ColumnJson()))
            .build();

    @Test
    void wholeNumbersAreWholeAndOthersHaveSevenDigits() throws JsonProcessingException {
        Column column = new Column(
                Arrays.asList((double) 0.1f, null, 1_234_567.25),
                List.of(0.0, 9_007_199_254_740.0, -3.0),
                List.of(Double.NaN, Double.POSITIVE_INFINITY, 1.0 / 3));
        assertThat(JSON.writeValueAsString(column))
                .isEqualTo("{\"avg\":[0.1,null,1234567.2],\"min\":[0,9007199254740,-3],"
                        + "\"max\":[null,null,0.33333334]}");
    }
}
