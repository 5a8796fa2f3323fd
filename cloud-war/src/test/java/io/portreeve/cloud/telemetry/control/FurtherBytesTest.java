package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.portreeve.contract.sample.Metric;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FurtherBytesTest {
    private final double[] means = new double[Metric.COUNT];
    private final double[] lowest = new double[Metric.COUNT];
    private final double[] highest = new double[Metric.COUNT];

    @Test
    void valuesComeBackAsTheyWere() {
        Gathered bucket = new Gathered();
        bucket.add(reading(0.25, 4096, 0));
        bucket.add(reading(0.75, 4096, 0));

        byte[] body = FurtherBytes.pack(bucket);
        FurtherBytes.unpack(body, means, lowest, highest);

        assertThat(body).hasSizeLessThan(20);
        assertThat(means[Metric.CPU_USER_CORES.place()]).isCloseTo(0.5, within(1e-6));
        assertThat(lowest[Metric.CPU_USER_CORES.place()]).isEqualTo(0.25);
        assertThat(highest[Metric.CPU_USER_CORES.place()]).isEqualTo(0.75);
        assertThat(means[Metric.MEMORY_RSS_BYTES.place()]).isEqualTo(4096);
        assertThat(highest[Metric.MEMORY_RSS_BYTES.place()]).isEqualTo(4096);
        assertThat(means[Metric.NETWORK_DROPS_PER_SECOND.place()]).isZero();
        assertThat(means[Metric.MEMORY_SWAP_BYTES.place()]).isNaN();
        assertThat(means[Metric.CPU_PRESSURE_RATIO.place()]).isNaN();
    }

    @Test
    void oneInManyIsMoreThanNone() {
        Gathered bucket = new Gathered();
        bucket.add(reading(0, 0, 0.004));
        for (int reading = 0; reading < 1000; reading++) {
            bucket.add(reading(0, 0, 0));
        }
        FurtherBytes.unpack(FurtherBytes.pack(bucket), means, lowest, highest);
        assertThat(means[Metric.NETWORK_DROPS_PER_SECOND.place()]).isPositive();
        assertThat(highest[Metric.NETWORK_DROPS_PER_SECOND.place()]).isEqualTo(0.004);
    }

    @Test
    void nothingKnownIsNoBytes() {
        Gathered bucket = new Gathered();
        double[] nine = unknown();
        nine[Metric.PIDS.place()] = 1;
        bucket.add(nine);
        assertThat(FurtherBytes.pack(bucket)).isNull();
        FurtherBytes.unpack(null, means, lowest, highest);
        assertThat(means[Metric.CPU_USER_CORES.place()]).isNaN();
    }

    @Test
    void whatItDidNotMakeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FurtherBytes.unpack(new byte[] {9, 1, 1}, means, lowest, highest));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FurtherBytes.unpack(new byte[] {1, 4, -1}, means, lowest, highest));
    }

    private static double[] reading(double user, double rss, double drops) {
        double[] values = unknown();
        values[Metric.CPU_USER_CORES.place()] = user;
        values[Metric.MEMORY_RSS_BYTES.place()] = rss;
        values[Metric.NETWORK_DROPS_PER_SECOND.place()] = drops;
        return values;
    }

    private static double[] unknown() {
        double[] values = new double[Metric.COUNT];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
