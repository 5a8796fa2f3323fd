package io.portreeve.benchmarks.spool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RatesTest {
    @Test
    void ratesAreOfTimeAndCostsOfAmounts() {
        assertThat(new Rates(2_000, 4_000_000, 0.5, 0.1).figures())
                .containsEntry("records", 2_000.0)
                .containsEntry("megabytes", 4.0)
                .containsEntry("recordsPerSecond", 4_000.0)
                .containsEntry("megabytesPerSecond", 8.0)
                .containsEntry("cpuSecondsPerMillionRecords", 50.0)
                .containsEntry("cpuSecondsPerGigabyte", 25.0);
    }

    @Test
    void nothingCostsNothing() {
        assertThat(new Rates(0, 0, 0, 0).figures().values()).containsOnly(0.0);
    }
}
