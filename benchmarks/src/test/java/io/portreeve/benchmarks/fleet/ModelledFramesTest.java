package io.portreeve.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.protocol.Limits;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelledFramesTest {
    private static final int MINUTES = 20;
    private static final int READINGS = MINUTES * Limits.READINGS_PER_BATCH;

    @Test
    void sampleOfAContainerTakesFewBytesInBothStreamsTogether() {
        assertThat(bytesPerSample(20)).isBetween(40.0, 55.0);
        assertThat(bytesPerSample(50)).isBetween(40.0, 50.0);
    }

    private static double bytesPerSample(int containers) {
        ModelledFrames frames = new ModelledFrames(containers, 1);
        long live = IntStream.rangeClosed(1, READINGS)
                .mapToLong(reading -> frames.live(reading).length)
                .sum();
        long history = IntStream.rangeClosed(1, MINUTES)
                .mapToLong(minute -> frames.minute(minute).length)
                .sum();
        return (live + history) / (double) (READINGS * containers);
    }
}
