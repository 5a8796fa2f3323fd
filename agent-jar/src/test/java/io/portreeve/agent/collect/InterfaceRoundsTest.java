package io.portreeve.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.agent.host.FakeHost;
import io.portreeve.contract.sample.InterfaceCounters;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterfaceRoundsTest {
    private static final int NUMBER = 7;

    @TempDir
    Path root;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<InterfacesReading> readings = new ArrayList<>();
    private FakeHost host;
    private InterfaceRounds rounds;

    @BeforeEach
    void containersOfAHost() {
        host = new FakeHost(root).withVersion2("/docker/" + FakeHost.ID);
        rounds = new InterfaceRounds(host.files(), Clock.systemUTC(), nanos::get, readings::add);
    }

    @Test
    void interfacesAreReadAboutOnceAMinute() {
        try (ContainerMeter meter = new ContainerMeter(container(true), host.files())) {
            for (int second = 0; second < 130; second += 10) {
                rounds.readIfDue(Map.of(NUMBER, meter));
                nanos.addAndGet(Duration.ofSeconds(10).toNanos());
            }
        }
        assertThat(readings)
                .hasSize(3)
                .allSatisfy(
                        reading -> assertThat(reading.containers().get(NUMBER).interfaces())
                                .extracting(InterfaceCounters::name)
                                .containsExactly("eth0", "eth1"));
    }

    @Test
    void containerInAnothersNetworkIsLeftOut() {
        try (ContainerMeter meter = new ContainerMeter(container(false), host.files())) {
            rounds.readIfDue(Map.of(NUMBER, meter));
        }
        assertThat(readings)
                .singleElement()
                .satisfies(reading -> assertThat(reading.containers()).isEmpty());
    }

    private static EngineContainer container(boolean ownNetwork) {
        return new EngineContainer(
                FakeHost.ID,
                "box",
                "busybox",
                "sha256:1",
                "running",
                "",
                "",
                "",
                0,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                FakeHost.PID,
                ownNetwork,
                Map.of());
    }
}
