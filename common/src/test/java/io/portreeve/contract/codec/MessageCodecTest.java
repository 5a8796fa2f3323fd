package io.portreeve.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.sample.ContainerSample;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private final MessageCodec codec = new MessageCodec();

    @Test
    void metricsTravelInColumnsAndComeBackEqual() {
        MetricsBatch batch = new MetricsBatch(
                7,
                Instant.ofEpochMilli(1_700_000_000_123L),
                Duration.ofSeconds(10),
                List.of(new ContainerSample(3, 0.25, Double.NaN, 1024, 4096, Double.NaN, 5, 6, 7, 2)));

        byte[] json = codec.encode(batch);

        assertThat(new String(json, StandardCharsets.UTF_8))
                .startsWith("{\"type\":\"METRICS\",\"sequence\":7,")
                .contains("\"cpuCores\":[0.25]", "\"cpuThrottledRatio\":[-1.0]");
        assertThat(codec.decodeAgentMessage(json)).isEqualTo(batch);
    }

    @Test
    void furtherMetricsCostNothingWhereNothingIsKnownOfThem() {
        String of = "\"pids\":[[1,0],[1,0]]";
        String json =
                new String(codec.encode(Examples.ofAgent().get("metrics-packed-further")), StandardCharsets.UTF_8);

        assertThat(json)
                .contains(of, "\"cpuUserCores\":[25000,25000]", "\"memoryRssBytes\":[[1,1],4096]")
                .contains("\"networkDropsPerSecond\":[0,[100,2400]]", "\"cpuPressureRatio\":[[30000,10000],null]")
                .doesNotContain("memorySwapBytes");
    }

    @Test
    void cloudThatKnowsNoFurtherMetricsReadsTheOthers() {
        String json =
                new String(codec.encode(Examples.ofAgent().get("metrics-packed-further")), StandardCharsets.UTF_8);
        String passedOver = json.replace("cpuUserCores", "newer1")
                .replace("memoryRssBytes", "newer2")
                .replace("networkDropsPerSecond", "newer3")
                .replace("cpuPressureRatio", "newer4");

        MetricsBatch read = (MetricsBatch) codec.decodeAgentMessage(passedOver.getBytes(StandardCharsets.UTF_8));

        assertThat(read.readings())
                .allSatisfy(reading -> assertThat(reading.samples())
                        .allSatisfy(sample -> assertThat(sample.known()).isEqualTo(2)));
    }

    @Test
    void welcomeComesBackEqual() {
        CloudMessage welcome = new Welcome(
                4, Instant.ofEpochMilli(1_700_000_000_000L), Duration.ofSeconds(10), Map.of(Stream.METRICS, 12L));
        byte[] json = codec.encode(welcome);
        assertThat(codec.decodeCloudMessage(json)).isEqualTo(welcome);
    }

    @Test
    void whatTheCloudSendsIsUnknownFromAnAgent() {
        byte[] json = codec.encode(new Acknowledged(Stream.METRICS, 1));
        assertThatThrownBy(() -> codec.decodeAgentMessage(json)).isInstanceOf(UnknownMessageException.class);
    }
}
