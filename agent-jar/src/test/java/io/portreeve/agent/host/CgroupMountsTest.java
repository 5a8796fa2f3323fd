package io.portreeve.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CgroupMountsTest {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    @Test
    void hybridMachineHasControllersBesideVersion2() {
        CgroupMounts mounts = CgroupMounts.parse("""
                31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
                32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct
                35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
                40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd
                41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
                """, ROOT);
        assertThat(mounts.isUnified()).isFalse();
        assertThat(mounts.controllers()).containsOnlyKeys("cpu", "cpuacct", "memory");
        assertThat(mounts.controllers().get("cpuacct").directory("/docker/x"))
                .isEqualTo(Path.of("/sys/fs/cgroup/cpu,cpuacct/docker/x"));
    }

    @Test
    void version2AloneIsUnified() {
        CgroupMounts mounts =
                CgroupMounts.parse("30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n", ROOT);
        assertThat(mounts.isUnified()).isTrue();
        assertThat(mounts.unified().orElseThrow().directory("/system.slice/docker-x.scope"))
                .isEqualTo(Path.of("/sys/fs/cgroup/system.slice/docker-x.scope"));
    }

    @Test
    void partThatIsMountedIsLeftOutOfThePath() {
        CgroupMounts mounts = CgroupMounts.parse("30 23 0:26 /nested /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n", ROOT);
        assertThat(mounts.unified().orElseThrow().directory("/nested/docker/x"))
                .isEqualTo(Path.of("/sys/fs/cgroup/docker/x"));
    }

    @Test
    void mountsElsewhereAreNotLookedAt() {
        CgroupMounts mounts =
                CgroupMounts.parse("30 23 0:26 / /host/sys/fs/cgroup rw - cgroup2 cgroup2 rw\nnonsense\n\n", ROOT);
        assertThat(mounts.unified()).isEmpty();
        assertThat(mounts.controllers()).isEmpty();
    }
}
