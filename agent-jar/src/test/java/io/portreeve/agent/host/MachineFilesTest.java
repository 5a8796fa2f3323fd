package io.portreeve.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.sample.FileSystemUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFilesTest {
    @TempDir
    Path proc;

    @Test
    void everythingIsReadAsTheKernelWritesIt() throws IOException {
        write("stat", "cpu  100 20 30 4000 50 6 7 8 90 0\ncpu0 1 2 3 4 5 6 7 8 9 0\n");
        write("loadavg", "0.75 1.50 2.25 3/456 7890\n");
        write("meminfo", """
                MemTotal:       16384000 kB
                MemFree:          100000 kB
                MemAvailable:    8192000 kB
                SwapTotal:       1024000 kB
                SwapFree:        1000000 kB
                """);
        write("uptime", "12345.67 23456.78\n");
        write("diskstats", """
                   8       0 sda 10 0 100 5 20 0 200 6 0 7 8
                   8       1 sda1 10 0 100 5 20 0 200 6 0 7 8
                 259       0 nvme0n1 1 0 10 5 2 0 20 6 0 7 8
                 259       1 nvme0n1p1 1 0 10 5 2 0 20 6 0 7 8
                   7       0 loop0 1 0 1000 5 2 0 0 6 0 7 8
                 253       0 dm-0 1 0 1000 5 2 0 0 6 0 7 8
                """);
        write("1/net/dev", """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                    lo: 9000 1 0 0 0 0 0 0 9000 1 0 0 0 0 0 0
                  eth0: 1000 1 0 0 0 0 0 0 2000 1 0 0 0 0 0 0
                vethab: 5000 1 0 0 0 0 0 0 5000 1 0 0 0 0 0 0
                docker0: 5000 1 0 0 0 0 0 0 5000 1 0 0 0 0 0 0
                """);

        MachineCounters read = new MachineFiles(proc).read();
        assertThat(read.processors()).contains(new MachineCounters.ProcessorTicks(120, 43, 50, 8, 4000));
        assertThat(read.load1()).hasValue(0.75);
        assertThat(read.load15()).hasValue(2.25);
        assertThat(read.memoryTotalBytes()).hasValue(16_384_000L * 1024);
        assertThat(read.memoryAvailableBytes()).hasValue(8_192_000L * 1024);
        assertThat(read.swapFreeBytes()).hasValue(1_000_000L * 1024);
        assertThat(read.uptimeSeconds()).hasValue(12_345);
        assertThat(read.diskReadBytes()).hasValue(110 * 512);
        assertThat(read.diskWrittenBytes()).hasValue(220 * 512);
        assertThat(read.networkReceivedBytes()).hasValue(1000);
        assertThat(read.networkSentBytes()).hasValue(2000);
    }

    @Test
    void fileSystemsOfDisksCountOnceEach() throws IOException {
        Files.createDirectories(proc.resolve("1/root/mnt/with blank"));
        write("1/mounts", """
                /dev/sda1 / ext4 rw 0 0
                /dev/sda1 /again ext4 rw 0 0
                tmpfs /run tmpfs rw 0 0
                server:/export /net nfs4 rw 0 0
                /dev/sdb1 /mnt/with\\040blank xfs rw 0 0
                /dev/sdc1 /gone ext4 rw 0 0
                """);
        assertThat(new MachineFiles(proc).read().fileSystems())
                .allSatisfy(each -> assertThat(each.totalBytes()).isPositive())
                .extracting(FileSystemUsage::mountPoint)
                .containsExactly("/", "/mnt/with blank");
    }

    @Test
    void machineWithoutTheseFilesHasNoneOfTheValues() {
        MachineCounters read = new MachineFiles(proc.resolve("absent")).read();
        assertThat(read.processors()).isEmpty();
        assertThat(read.load1()).isEmpty();
        assertThat(read.memoryTotalBytes()).isEmpty();
        assertThat(read.diskReadBytes()).isEmpty();
        assertThat(read.networkSentBytes()).isEmpty();
        assertThat(read.uptimeSeconds()).isEmpty();
        assertThat(read.fileSystems()).isEmpty();
    }

    @Test
    void nonsenseIsNoValue() throws IOException {
        write("stat", "cpu a b c\n");
        write("loadavg", "much\n");
        write("uptime", "");
        write("diskstats", "1 2\n");
        MachineCounters read = new MachineFiles(proc).read();
        assertThat(read.processors()).isEmpty();
        assertThat(read.load5()).isEmpty();
        assertThat(read.uptimeSeconds()).isEmpty();
        assertThat(read.diskReadBytes()).isEmpty();
    }

    private void write(String name, String text) throws IOException {
        Path file = proc.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
