package io.portreeve.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    @Test
    void thisProcessHasUsedTimeAndMemory() {
        assertThat(ProcessTree.ofThis().cpuSeconds()).isPositive();
        assertThat(ProcessTree.ofThis().rssMegabytes()).isPositive();
    }

    @Test
    void whatHasEndedCostsNothing() {
        assertThat(new ProcessTree(Integer.MAX_VALUE).cpuSeconds()).isZero();
        assertThat(new ProcessTree(Integer.MAX_VALUE).pssMegabytes()).isZero();
    }

    @Test
    void timeUsedBeforeTheMeterBeganDoesNotCount() {
        long pid = ProcessHandle.current().pid();
        double before = ProcessTree.ofThis().cpuSeconds();
        CpuMeter meter = new CpuMeter(() -> Map.of("this", pid));

        assertThat(meter.look().get("this")).isBetween(0.0, new ProcessTree(pid).cpuSeconds() - before);
    }
}
