package io.portreeve.agent.host;

import io.portreeve.agent.usage.Counters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories that look like {@code /sys/fs/cgroup} and {@code /proc}. */
public final class FakeHost {
    public static final String ID = "c0ffee".repeat(10) + "c0ff";
    public static final int PID = 4711;

    private final Path root;

    public FakeHost(Path root) {
        this.root = root;
        put("proc/meminfo", "MemTotal:       16384 kB\nMemFree:        100 kB\n");
        put("proc/sys/kernel/hostname", "box\n");
        put("proc/" + PID + "/net/dev", """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls
                    lo: 9999999      10    0    0    0     0          0         0  9999999      10    0    0    0     0
                  eth0:    1000      10    1    2    0     0          0         0     2000      20    3    4    0     0
                  eth1:500 1 0 0 0 0 0 0 70 1 0 1 0 0
                """);
    }

    public FakeHost put(String file, String text) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public FakeHost withVersion1(String cgroup) {
        put(
                "proc/" + PID + "/cgroup",
                "4:memory:" + cgroup + "\n3:cpu,cpuacct:" + cgroup + "\n2:blkio:" + cgroup + "\n1:pids:" + cgroup
                        + "\n0::/\n");
        put("cgroup/cpuacct" + cgroup + "/cpuacct.usage", "123456789\n");
        put("cgroup/cpuacct" + cgroup + "/cpuacct.stat", "user 8\nsystem 4\n");
        put("cgroup/cpu" + cgroup + "/cpu.cfs_quota_us", "-1\n");
        put("cgroup/cpu" + cgroup + "/cpu.cfs_period_us", "100000\n");
        put("cgroup/cpu" + cgroup + "/cpu.stat", "nr_periods 40\nnr_throttled 10\nthrottled_time 5\n");
        put("cgroup/memory" + cgroup + "/memory.usage_in_bytes", "1048576\n");
        put("cgroup/memory" + cgroup + "/memory.stat", """
                cache 9
                rss 8
                swap 7
                inactive_file 1
                hierarchical_memory_limit 9223372036854771712
                total_cache 90112
                total_rss 901120
                total_swap 4096
                total_inactive_file 48576
                """);
        put("cgroup/memory" + cgroup + "/memory.failcnt", "12\n");
        put("cgroup/memory" + cgroup + "/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
        put(
                "cgroup/blkio" + cgroup + "/blkio.throttle.io_serviced",
                "8:0 Read 3\n8:0 Write 2\n8:0 Sync 1\n8:0 Async 4\n8:0 Total 5\n8:16 Read 1\nTotal 6\n");
        put(
                "cgroup/blkio" + cgroup + "/blkio.throttle.io_service_bytes",
                "8:0 Read 4096\n8:0 Write 512\n8:0 Sync 1\n8:0 Async 2\n8:0 Total 4608\n8:16 Read 4\n8:16 Write 8\nTotal 4620\n");
        return put("cgroup/pids" + cgroup + "/pids.current", "7\n");
    }

    public FakeHost withVersion2(String cgroup) {
        put("cgroup/cgroup.controllers", "cpu io memory pids\n");
        put("proc/" + PID + "/cgroup", "0::" + cgroup + "\n");
        put(
                "cgroup" + cgroup + "/cpu.stat",
                "usage_usec 123456\nuser_usec 80000\nsystem_usec 40000\nnr_periods 40\nnr_throttled 10\nthrottled_usec 5\n");
        put("cgroup" + cgroup + "/memory.current", "1048576\n");
        put(
                "cgroup" + cgroup + "/memory.stat",
                "anon 901120\nfile 90112\nfile_mapped 5\ninactive_anon 6\ninactive_file 48576\n");
        put("cgroup" + cgroup + "/memory.swap.current", "4096\n");
        put("cgroup" + cgroup + "/memory.events", "low 0\nhigh 1\nmax 12\noom 3\noom_kill 2\noom_group_kill 0\n");
        put("cgroup" + cgroup + "/cpu.max", "max 100000\n");
        put(
                "cgroup" + cgroup + "/cpu.pressure",
                "some avg10=0.12 avg60=0.05 avg300=0.01 total=2500\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=1\n");
        put(
                "cgroup" + cgroup + "/memory.pressure",
                "some avg10=0.00 avg60=0.00 avg300=0.00 total=0\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n");
        put("cgroup" + cgroup + "/io.pressure", "some avg10=0.00 avg60=0.00 avg300=0.00 total=70\n");
        put("cgroup" + cgroup + "/memory.max", "max\n");
        put(
                "cgroup" + cgroup + "/io.stat",
                "8:0 rbytes=4096 wbytes=512 rios=3 wios=2 dbytes=0 dios=0\n253:0\n8:16 rbytes=4 wbytes=8 rios=1 wios=0\n");
        return put("cgroup" + cgroup + "/pids.current", "7\n");
    }

    public HostFiles files() {
        return new HostFiles(root.resolve("cgroup"), root.resolve("proc"));
    }

    /** One reading of the container. */
    Counters read() throws IOException {
        try (ContainerFiles opened = files().open(ID, PID, true).orElseThrow()) {
            return opened.read();
        }
    }

    public Path path(String file) {
        return root.resolve(file);
    }
}
