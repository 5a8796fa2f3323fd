package io.portreeve.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.agent.host.FakeHost;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.Metric;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedContainersTest {
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final int WATCHED = 7;

    @TempDir
    Path root;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<Reading> readings = new CopyOnWriteArrayList<>();
    private FakeHost host;
    private WatchedContainers watched;

    @BeforeEach
    void containersOfAHost() throws Exception {
        host = new FakeHost(root).withVersion2("/docker/" + FakeHost.ID);
        watched =
                new WatchedContainers(thread, host.files(), OptionalLong.of(1 << 30), Clock.systemUTC(), readings::add);
        onThread(() -> watched.roster(new Roster(List.of(entry(WATCHED, "running"), entry(8, "running")))));
    }

    @AfterEach
    void end() {
        thread.shutdownNow();
    }

    @Test
    void leasedContainerIsReadOftenUntilTheLeaseEnds() throws Exception {
        onThread(() -> watched.lease(Set.of(WATCHED), OFTEN, Duration.ofMillis(300)));
        await().until(() -> readings.size() > 2);
        assertThat(readings)
                .allSatisfy(reading -> assertThat(reading.samples())
                        .singleElement()
                        .satisfies(sample -> {
                            assertThat(sample.container()).isEqualTo(WATCHED);
                            assertThat(sample.value(Metric.CPU_CORES)).isZero();
                            assertThat(sample.value(Metric.MEMORY_BYTES)).isPositive();
                        }));
        await().until(() -> !onThread(watched::isReading));
        int read = readings.size();
        onThread(() -> watched.lease(Set.of(WATCHED), OFTEN, Duration.ofMinutes(1)));
        await().until(() -> readings.size() > read);
    }

    @Test
    void renewedLeaseGoesOn() throws Exception {
        onThread(() -> watched.lease(Set.of(WATCHED), OFTEN, Duration.ofMillis(1)));
        onThread(() -> watched.lease(Set.of(WATCHED), OFTEN, Duration.ofMinutes(1)));
        await().until(() -> readings.size() > 2);
    }

    @Test
    void containerThatEndsIsReadNoMore() throws Exception {
        onThread(() -> watched.lease(Set.of(WATCHED), OFTEN, Duration.ofMinutes(1)));
        await().until(() -> !readings.isEmpty());
        onThread(() -> watched.roster(new Roster(List.of(entry(WATCHED, "exited")))));
        int read = readings.size();
        await().during(OFTEN.multipliedBy(5)).until(() -> readings.size() <= read + 1);
    }

    @Test
    void noMoreAreLeasedThanMayBe() throws Exception {
        Set<Integer> many =
                IntStream.range(100, 100 + Limits.LEASED_CONTAINERS).boxed().collect(Collectors.toSet());
        onThread(() -> watched.lease(many, OFTEN, Duration.ofMinutes(1)));
        onThread(() -> watched.lease(Set.of(WATCHED), OFTEN, Duration.ofMinutes(1)));
        await().during(OFTEN.multipliedBy(5)).until(readings::isEmpty);
    }

    private void onThread(Runnable step) throws Exception {
        thread.submit(step).get();
    }

    private boolean onThread(Callable<Boolean> look) throws Exception {
        return thread.submit(look).get();
    }

    private static Roster.Entry entry(int number, String state) {
        return new Roster.Entry(
                number,
                new EngineContainer(
                        FakeHost.ID,
                        "box",
                        "busybox",
                        "sha256:1",
                        state,
                        "",
                        "",
                        "",
                        0,
                        Instant.EPOCH,
                        Optional.of(Instant.EPOCH),
                        Optional.empty(),
                        state.equals("running") ? FakeHost.PID : 0,
                        true,
                        Map.of()),
                Set.of());
    }
}
