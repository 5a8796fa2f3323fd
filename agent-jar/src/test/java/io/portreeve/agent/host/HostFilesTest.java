package io.portreeve.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.usage.Counter;
import io.portreeve.agent.usage.Counters;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.InterfaceCounters;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostFilesTest {
    private static final String DOCKER = "/docker/" + FakeHost.ID;

    @TempDir
    Path root;

    private FakeHost host;

    @BeforeEach
    void fakeHost() {
        host = new FakeHost(root);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docker/ID",
                "/system.slice/docker-ID.scope",
                "/kubepods/pod1/ID",
                "/machine.slice/libpod-ID.scope"
            })
    void version1IsReadWhereverTheProcessSaysItIs(String place) throws IOException {
        Counters counters = host.withVersion1(place.replace("ID", FakeHost.ID)).read();
        assertThat(counters.value(Counter.CPU_NANOS)).isEqualTo(123_456_789);
        assertEverythingElse(counters);
        assertThat(counters.value(Counter.MEMORY_LIMIT_BYTES)).isEqualTo(Counters.ABSENT);
        assertThat(host.files().cgroupVersion()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docker/ID", "/system.slice/docker-ID.scope", "/machine.slice/libpod-ID.scope"})
    void version2IsReadWhereverTheProcessSaysItIs(String place) throws IOException {
        Counters counters = host.withVersion2(place.replace("ID", FakeHost.ID)).read();
        assertThat(counters.value(Counter.CPU_NANOS)).isEqualTo(123_456_000);
        assertEverythingElse(counters);
        assertThat(counters.value(Counter.MEMORY_LIMIT_BYTES)).isEqualTo(Counters.ABSENT);
        assertThat(host.files().cgroupVersion()).isEqualTo(2);
    }

    @Test
    void hybridMachineIsReadByVersion1() throws IOException {
        host.withVersion1(DOCKER).put("cgroup/unified/cgroup.controllers", "");
        assertThat(host.read().value(Counter.CPU_NANOS)).isEqualTo(123_456_789);
    }

    @Test
    void containerThatRunsAnInitSystemIsReadAsAWhole() throws IOException {
        host.withVersion2(DOCKER).put("proc/4711/cgroup", "0::" + DOCKER + "/init.scope\n");
        assertThat(host.read().value(Counter.CPU_NANOS)).isEqualTo(123_456_000);
    }

    @Test
    void containerIsFoundFromWithinAnotherNamespace() throws IOException {
        host.withVersion2("/system.slice/docker-" + FakeHost.ID + ".scope")
                .put("proc/4711/cgroup", "0::/../docker-" + FakeHost.ID + ".scope\n");
        assertThat(host.read().value(Counter.CPU_NANOS)).isEqualTo(123_456_000);
    }

    @Test
    void processOfAnotherMachineIsNotMistakenForTheContainer() {
        host.withVersion2("/user.slice/session-1.scope");
        assertThat(host.files().open(FakeHost.ID, FakeHost.PID, true)).isEmpty();
    }

    @Test
    void hostWithoutControlGroupsHasNoContainers() {
        assertThat(host.files().open(FakeHost.ID, FakeHost.PID, true)).isEmpty();
        assertThat(host.files().cgroupVersion()).isZero();
    }

    @Test
    void lowestLimitOfAllLevelsCountsInVersion2() throws IOException {
        host.withVersion2("/limited.slice/docker-" + FakeHost.ID + ".scope")
                .put("cgroup/limited.slice/memory.max", "5000000\n");
        assertThat(host.read().value(Counter.MEMORY_LIMIT_BYTES)).isEqualTo(5_000_000);
    }

    @Test
    void whatIsMissingIsAbsent() throws IOException {
        host.put("cgroup/cgroup.controllers", "").put("cgroup" + DOCKER + "/cpu.stat", "usage_usec 5\n");
        Counters counters = host.read();
        assertThat(counters.value(Counter.CPU_NANOS)).isEqualTo(5_000);
        assertThat(counters.value(Counter.CPU_PERIODS)).isEqualTo(Counters.ABSENT);
        assertThat(counters.value(Counter.MEMORY_BYTES)).isEqualTo(Counters.ABSENT);
        assertThat(counters.value(Counter.MEMORY_LIMIT_BYTES)).isEqualTo(Counters.ABSENT);
        assertThat(counters.value(Counter.BLOCK_READ_BYTES)).isEqualTo(Counters.ABSENT);
        assertThat(counters.value(Counter.PIDS)).isEqualTo(Counters.ABSENT);
    }

    @Test
    void emptyFilesAreAbsentValues() throws IOException {
        host.withVersion1(DOCKER)
                .put("cgroup/cpuacct" + DOCKER + "/cpuacct.usage", "")
                .put("cgroup/memory" + DOCKER + "/memory.usage_in_bytes", "")
                .put("cgroup/blkio" + DOCKER + "/blkio.throttle.io_service_bytes", "Total 0\n")
                .put("proc/4711/net/dev", "");
        Counters counters = host.read();
        assertThat(counters.value(Counter.CPU_NANOS)).isEqualTo(Counters.ABSENT);
        assertThat(counters.value(Counter.MEMORY_BYTES)).isEqualTo(Counters.ABSENT);
        assertThat(counters.value(Counter.BLOCK_READ_BYTES)).isEqualTo(0);
        assertThat(counters.value(Counter.NETWORK_RECEIVED_BYTES)).isEqualTo(Counters.ABSENT);
    }

    @Test
    void numberBeyondALongIsTheLargest() throws IOException {
        host.withVersion2(DOCKER)
                .put("cgroup" + DOCKER + "/memory.max", "18446744073709551615\n")
                .put("cgroup" + DOCKER + "/pids.current", "99999999999999999999\n");
        Counters counters = host.read();
        assertThat(counters.value(Counter.MEMORY_LIMIT_BYTES)).isEqualTo(Counters.ABSENT);
        assertThat(counters.value(Counter.PIDS)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void cacheLargerThanUsageIsNoUse() throws IOException {
        host.withVersion2(DOCKER).put("cgroup" + DOCKER + "/memory.current", "100\n");
        assertThat(host.read().value(Counter.MEMORY_BYTES)).isEqualTo(0);
    }

    @Test
    void networkOfAnotherIsNotCounted() throws IOException {
        host.withVersion2(DOCKER);
        try (ContainerFiles files =
                host.files().open(FakeHost.ID, FakeHost.PID, false).orElseThrow()) {
            assertThat(files.read().value(Counter.NETWORK_SENT_BYTES)).isEqualTo(Counters.ABSENT);
        }
    }

    @Test
    void interfacesAreReadOneByOne() throws IOException {
        host.withVersion2(DOCKER);
        try (ContainerFiles files =
                host.files().open(FakeHost.ID, FakeHost.PID, true).orElseThrow()) {
            assertThat(files.interfaces())
                    .contains(new NetworkInterfaces(
                            List.of(
                                    new InterfaceCounters("eth0", 1000, 10, 1, 2, 2000, 20, 3, 4),
                                    new InterfaceCounters("eth1", 500, 1, 0, 0, 70, 1, 0, 1)),
                            0));
            Files.delete(host.path("proc/4711/net/dev"));
            assertThat(files.interfaces()).isEmpty();
        }
    }

    @Test
    void interfacesOfAnothersNetworkAreNotToldAgain() throws IOException {
        host.withVersion2(DOCKER);
        try (ContainerFiles files =
                host.files().open(FakeHost.ID, FakeHost.PID, false).orElseThrow()) {
            assertThat(files.interfaces()).isEmpty();
        }
    }

    @Test
    void interfacesBeyondTheBoundAreCountedOnly() throws IOException {
        String rows = IntStream.range(0, 40)
                .mapToObj(number -> "net" + number + ": 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0\n")
                .collect(Collectors.joining());
        host.withVersion2(DOCKER).put("proc/4711/net/dev", "Inter-| Receive | Transmit\n" + rows);
        try (ContainerFiles files =
                host.files().open(FakeHost.ID, FakeHost.PID, true).orElseThrow()) {
            NetworkInterfaces network = files.interfaces().orElseThrow();
            assertThat(network.interfaces()).hasSize(Limits.INTERFACES);
            assertThat(network.further()).isEqualTo(40 - Limits.INTERFACES);
            assertThat(files.read().value(Counter.NETWORK_RECEIVED_BYTES)).isEqualTo(40);
        }
    }

    @Test
    void machineTellsItsOuterInterfaces() {
        host.put("proc/1/net/dev", """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls
                    lo: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0
                enp1s0: 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0
                vethab: 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0
                br-abc: 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0
                 odd: line
                """);
        assertThat(host.files().interfaces())
                .isEqualTo(new NetworkInterfaces(List.of(new InterfaceCounters("enp1s0", 1, 2, 3, 4, 5, 6, 7, 8)), 0));
    }

    @Test
    void machineThatHidesItsNetworkHasNoInterfaces() {
        assertThat(host.files().interfaces()).isEqualTo(NetworkInterfaces.NONE);
    }

    @Test
    void openFilesShowNewValues() throws IOException {
        host.withVersion1(DOCKER);
        try (ContainerFiles files =
                host.files().open(FakeHost.ID, FakeHost.PID, true).orElseThrow()) {
            assertThat(files.read().value(Counter.CPU_NANOS)).isEqualTo(123_456_789);
            host.put("cgroup/cpuacct" + DOCKER + "/cpuacct.usage", "123456999\n");
            assertThat(files.read().value(Counter.CPU_NANOS)).isEqualTo(123_456_999);
        }
    }

    @Test
    void networkOfAProcessThatIsGoneIsAbsent() throws IOException {
        host.withVersion1(DOCKER);
        try (ContainerFiles files =
                host.files().open(FakeHost.ID, FakeHost.PID, true).orElseThrow()) {
            Files.delete(host.path("proc/4711/net/dev"));
            assertThat(files.read().value(Counter.NETWORK_RECEIVED_BYTES)).isEqualTo(Counters.ABSENT);
        }
    }

    @Test
    void hostTellsItsMemoryAndName() {
        assertThat(host.files().memoryBytes()).hasValue(16384L * 1024);
        assertThat(host.files().hostName()).isEqualTo("box");
        assertThat(host.files().kernelRelease()).isEmpty();
    }

    @Test
    void processorLimitIsQuotaByPeriod() throws IOException {
        host.withVersion1(DOCKER).put("cgroup/cpu" + DOCKER + "/cpu.cfs_quota_us", "150000\n");
        assertThat(host.read().value(Counter.CPU_LIMIT_NANOS)).isEqualTo(1_500_000_000L);
    }

    @Test
    void processorLimitOfVersion2IsOneFile() throws IOException {
        host.withVersion2(DOCKER).put("cgroup" + DOCKER + "/cpu.max", "50000 100000\n");
        assertThat(host.read().value(Counter.CPU_LIMIT_NANOS)).isEqualTo(500_000_000L);
    }

    @Test
    void version1TellsNoPressure() throws IOException {
        assertThat(host.withVersion1(DOCKER).read().value(Counter.CPU_PRESSURE_NANOS))
                .isEqualTo(Counters.ABSENT);
    }

    @Test
    void pressureOfSomeIsReadInVersion2() throws IOException {
        Counters counters = host.withVersion2(DOCKER).read();
        assertThat(counters.value(Counter.CPU_PRESSURE_NANOS)).isEqualTo(2_500_000);
        assertThat(counters.value(Counter.MEMORY_PRESSURE_NANOS)).isZero();
        assertThat(counters.value(Counter.BLOCK_PRESSURE_NANOS)).isEqualTo(70_000);
    }

    @Test
    void kernelThatCountsNoSwapOrPressureLeavesThemOut() throws IOException {
        host.withVersion2(DOCKER).put("cgroup" + DOCKER + "/cpu.pressure", "");
        Files.delete(host.path("cgroup" + DOCKER + "/memory.swap.current"));
        Counters counters = host.read();
        assertThat(counters.value(Counter.CPU_PRESSURE_NANOS)).isEqualTo(Counters.ABSENT);
        assertThat(counters.value(Counter.MEMORY_SWAP_BYTES)).isEqualTo(Counters.ABSENT);
    }

    private static void assertEverythingElse(Counters counters) {
        assertThat(counters.value(Counter.CPU_PERIODS)).isEqualTo(40);
        assertThat(counters.value(Counter.CPU_THROTTLED_PERIODS)).isEqualTo(10);
        assertThat(counters.value(Counter.MEMORY_BYTES)).isEqualTo(1_000_000);
        assertThat(counters.value(Counter.NETWORK_RECEIVED_BYTES)).isEqualTo(1500);
        assertThat(counters.value(Counter.NETWORK_SENT_BYTES)).isEqualTo(2070);
        assertThat(counters.value(Counter.BLOCK_READ_BYTES)).isEqualTo(4100);
        assertThat(counters.value(Counter.BLOCK_WRITTEN_BYTES)).isEqualTo(520);
        assertThat(counters.value(Counter.PIDS)).isEqualTo(7);
        assertThat(counters.value(Counter.CPU_USER_NANOS)).isEqualTo(80_000_000);
        assertThat(counters.value(Counter.CPU_SYSTEM_NANOS)).isEqualTo(40_000_000);
        assertThat(counters.value(Counter.CPU_LIMIT_NANOS)).isEqualTo(Counters.ABSENT);
        assertThat(counters.value(Counter.CPU_THROTTLED_NANOS)).isPositive();
        assertThat(counters.value(Counter.MEMORY_USAGE_BYTES)).isEqualTo(1_048_576);
        assertThat(counters.value(Counter.MEMORY_CACHE_BYTES)).isEqualTo(90_112);
        assertThat(counters.value(Counter.MEMORY_RSS_BYTES)).isEqualTo(901_120);
        assertThat(counters.value(Counter.MEMORY_SWAP_BYTES)).isEqualTo(4_096);
        assertThat(counters.value(Counter.MEMORY_LIMIT_HITS)).isEqualTo(12);
        assertThat(counters.value(Counter.MEMORY_KILLS)).isEqualTo(2);
        assertThat(counters.value(Counter.NETWORK_RECEIVED_PACKETS)).isEqualTo(11);
        assertThat(counters.value(Counter.NETWORK_SENT_PACKETS)).isEqualTo(21);
        assertThat(counters.value(Counter.NETWORK_ERRORS)).isEqualTo(4);
        assertThat(counters.value(Counter.NETWORK_DROPS)).isEqualTo(7);
        assertThat(counters.value(Counter.BLOCK_READ_OPERATIONS)).isEqualTo(4);
        assertThat(counters.value(Counter.BLOCK_WRITE_OPERATIONS)).isEqualTo(2);
    }
}
